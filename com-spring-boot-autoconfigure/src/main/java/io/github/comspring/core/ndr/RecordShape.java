package io.github.comspring.core.ndr;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Takes records of one class apart and puts them together, by method handles that are
 * made once. Immutable, and safe from any thread.
 */
final class RecordShape {

	private static final MethodType TAKE_APART = MethodType.methodType(Object[].class, Record.class);

	private static final MethodType PUT_TOGETHER = MethodType.methodType(Record.class, Object[].class);

	private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Record.class);

	private final RecordComponent[] components;

	private final MethodHandle takeApart;

	private final MethodHandle putTogether;

	/**
	 * Creates a shape.
	 * @param type the record class
	 * @throws ReflectiveOperationException if its module keeps it closed
	 */
	RecordShape(Class<?> type) throws ReflectiveOperationException {
		this.components = type.getRecordComponents();
		this.takeApart = takeApart(this.components);
		this.putTogether = putTogether(type, this.components);
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
			return (Object[]) this.takeApart.invokeExact(value);
		}
		catch (RuntimeException | Error ex) {
			throw ex;
		}
		catch (Throwable ex) {
			throw new IllegalStateException("An accessor of a record threw a checked exception", ex);
		}
	}

	/**
	 * Calls the canonical constructor.
	 * @param components the components
	 * @return the record
	 * @throws Throwable what the constructor throws
	 */
	Record construct(@Nullable Object[] components) throws Throwable {
		return (Record) this.putTogether.invokeExact(components);
	}

	/** One handle for all accessors, which the JVM compiles as one method. */
	private static MethodHandle takeApart(RecordComponent[] components) throws IllegalAccessException {
		MethodHandle[] accessors = new MethodHandle[components.length];
		for (int i = 0; i < components.length; i++) {
			accessors[i] = MemberAccess.of(components[i].getAccessor()).asType(ACCESSOR);
		}
		MethodHandle toArray = MethodHandles.identity(Object[].class).asCollector(Object[].class, components.length);
		MethodHandle ofRecords = MethodHandles.filterArguments(toArray, 0, accessors);
		return MethodHandles.permuteArguments(ofRecords, TAKE_APART, new int[components.length]);
	}

	private static MethodHandle putTogether(Class<?> type, RecordComponent[] components)
			throws ReflectiveOperationException {
		Class<?>[] parameters = Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
		return MemberAccess.of(type.getDeclaredConstructor(parameters))
			.asSpreader(Object[].class, parameters.length)
			.asType(PUT_TOGETHER);
	}

}
