package io.github.comspring.core.ndr.interfaces;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.comspring.core.ndr.type.JavaType;

/**
 * A method of an interface or of one above, as seen from the interface: with what the
 * type variables stand for there.
 *
 * @param method the method
 * @param bindings what the type variables of its class stand for
 */
record DeclaredMethod(Method method, Map<TypeVariable<?>, JavaType> bindings) {

	List<JavaType> parameters() {
		return Stream.of(this.method.getGenericParameterTypes()).map(this::resolve).toList();
	}

	JavaType result() {
		return resolve(this.method.getGenericReturnType());
	}

	Signature signature() {
		return new Signature(this.method.getName(),
				parameters().stream().map((each) -> each.raw().getTypeName()).toList());
	}

	/**
	 * Returns the signature in the class file, which differs for a generic method.
	 * @return the signature
	 */
	Signature erasure() {
		return new Signature(this.method.getName(),
				Stream.of(this.method.getParameterTypes()).map(Class::getTypeName).toList());
	}

	private JavaType resolve(Type type) {
		return JavaType.of(type, this.bindings);
	}

}
