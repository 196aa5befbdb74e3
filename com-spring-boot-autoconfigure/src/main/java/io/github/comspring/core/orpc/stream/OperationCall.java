package io.github.comspring.core.orpc.stream;

import io.github.comspring.core.ndr.interfaces.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Calls an object of another process.
 */
@FunctionalInterface
public interface OperationCall {

	/**
	 * Calls a method.
	 * @param operation the method
	 * @param arguments its arguments
	 * @param room where the answer goes if it fits
	 * @return its result, which may be a view of the room
	 * @throws Throwable what it threw
	 */
	@Nullable Object invoke(Operation operation, Object[] arguments, byte[] room) throws Throwable;

}
