package io.github.comspring.core.ndr.composite;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

import io.github.comspring.core.ndr.access.LateHandle;
import io.github.comspring.core.ndr.access.MemberAccess;
import org.jspecify.annotations.Nullable;

/**
 * Takes records of one class apart and puts them together. Safe from any thread.
 */
final class RecordShape {

	private static final MethodType TAKE_APART = MethodType.methodType(Object[].class, Record.class);

	private static final MethodType PUT_TOGETHER = MethodType.methodType(Record.class, Object[].class);

	private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Record.class);

	private final RecordComponent[] components;

	private final Constructor<?> constructor;

	private final LateHandle takeApart;

	private final LateHandle putTogether;

	/**
	 * Creates a shape.
	 * @param type the record class
	 * @throws ReflectiveOperationException if its module keeps it closed
	 */
	RecordShape(Class<?> type) throws ReflectiveOperationException {
		this.components = type.getRecordComponents();
		this.constructor = type
			.getDeclaredConstructor(Stream.of(this.components).map(RecordComponent::getType).toArray(Class<?>[]::new));
		MethodHandle[] accessors = new MethodHandle[this.components.length];
		for (int i = 0; i < accessors.length; i++) {
			accessors[i] = MemberAccess.of(this.components[i].getAccessor());
		}
		MethodHandle canonical = MemberAccess.of(this.constructor);
		this.takeApart = new LateHandle(() -> takeApart(accessors));
		this.putTogether = new LateHandle(
				() -> canonical.asSpreader(Object[].class, accessors.length).asType(PUT_TOGETHER));
	}

	int size() {
		return this.components.length;
	}

	RecordComponent component(int index) {
		return this.components[index];
	}

	/**
	 * Returns the components as the accessors return them.
	 * @param value the record
	 * @return the components
	 */
	@Nullable Object[] components(Record value) {
		try {
			MethodHandle handle = this.takeApart.get();
			return (handle != null) ? (Object[]) handle.invokeExact(value) : accessed(value);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("An accessor of a record threw a checked exception", ex);
		}
	}

	private @Nullable Object[] accessed(Record value) throws Throwable {
		@Nullable Object[] values = new Object[this.components.length];
		for (int i = 0; i < values.length; i++) {
			values[i] = MemberAccess.invoke(this.components[i].getAccessor(), value);
		}
		return values;
	}

	/**
	 * Calls the canonical constructor.
	 * @param components the components
	 * @return the record
	 * @throws Throwable what the constructor throws
	 */
	Record construct(@Nullable Object[] components) throws Throwable {
		MethodHandle handle = this.putTogether.get();
		return (handle != null) ? (Record) handle.invokeExact(components)
				: (Record) MemberAccess.construct(this.constructor, components);
	}

	/** One handle for all accessors, which the JVM compiles as one method. */
	private static MethodHandle takeApart(MethodHandle[] accessors) {
		MethodHandle[] generic = Stream.of(accessors).map((each) -> each.asType(ACCESSOR)).toArray(MethodHandle[]::new);
		MethodHandle toArray = MethodHandles.identity(Object[].class).asCollector(Object[].class, generic.length);
		MethodHandle ofRecords = MethodHandles.filterArguments(toArray, 0, generic);
		return MethodHandles.permuteArguments(ofRecords, TAKE_APART, new int[generic.length]);
	}

}
