package io.github.comspring.core.ndr.interfaces;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Kept;
import io.github.comspring.core.ndr.access.MemberAccess;
import io.github.comspring.core.ndr.codec.NdrSlot;
import io.github.comspring.core.ndr.composite.CodecResolver;
import io.github.comspring.core.ndr.type.JavaType;
import io.github.comspring.core.ndr.type.Place;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import org.jspecify.annotations.Nullable;

/**
 * Builds the operations of one interface, which share their codecs.
 */
final class OperationBuilder {

	private final CodecResolver codecs = new CodecResolver();

	/**
	 * Builds an operation.
	 * @param opnum its number
	 * @param methods its methods
	 * @return the operation
	 * @throws UnremotableTypeException if a type cannot be marshalled
	 */
	Operation build(int opnum, List<DeclaredMethod> methods) {
		DeclaredMethod declared = mostSpecific(methods);
		Method method = declared.method();
		List<NdrSlot> parameters = new ArrayList<>();
		for (JavaType each : declared.parameters()) {
			parameters.add(this.codecs.slot(each, Place.parameter(method, parameters.size())));
		}
		requireRemotable(method);
		try {
			return new Operation(method, opnum, parameters, kept(methods), result(declared));
		}
		catch (IllegalAccessException ex) {
			throw new UnremotableTypeException(method, method.getDeclaringClass().getName(), MemberAccess.REMEDY);
		}
	}

	/**
	 * What any of the methods lets be kept, callers of the others let be kept as well.
	 */
	private static BitSet kept(List<DeclaredMethod> methods) {
		BitSet kept = new BitSet();
		for (DeclaredMethod each : methods) {
			Annotation[][] parameters = each.method().getParameterAnnotations();
			for (int i = 0; i < parameters.length; i++) {
				kept.set(i, kept.get(i) || Stream.of(parameters[i]).anyMatch(Kept.class::isInstance));
			}
		}
		return kept;
	}

	private static void requireRemotable(Method method) {
		for (Class<?> each : method.getExceptionTypes()) {
			if (ThrowableConstructor.of(each) == null) {
				throw new UnremotableTypeException(method, "exception " + each.getName(),
						ThrowableConstructor.remedy(each));
			}
		}
	}

	private @Nullable NdrSlot result(DeclaredMethod declared) {
		JavaType result = declared.result();
		return (result.raw() != void.class) ? this.codecs.slot(result, Place.result(declared.method())) : null;
	}

	/**
	 * Of overridden methods the lowest; of unrelated ones that with the narrowest result.
	 */
	private static DeclaredMethod mostSpecific(List<DeclaredMethod> methods) {
		DeclaredMethod best = methods.get(0);
		for (DeclaredMethod each : methods) {
			Class<?> result = each.result().raw();
			if (best.result().raw() != result && best.result().raw().isAssignableFrom(result)) {
				best = each;
			}
		}
		return best;
	}

}
