package io.github.comspring.core.orpc.call;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * Something that travels with calls from the client's thread to the server's, such as the
 * caller's identity or a trace. Safe from any thread.
 */
public interface CallExtension {

	/**
	 * Returns what tells this extension from others on the wire.
	 * @return the kind of the extension
	 */
	Guid id();

	/**
	 * Takes what there is on the thread of the client.
	 * @return the data, or {@code null} for none
	 */
	default byte @Nullable [] outgoing() {
		return null;
	}

	/**
	 * Puts it on the thread that carries out the call. Called for each call, with data or
	 * without.
	 * @param caller who calls
	 * @param data the data, or {@code null} if none came
	 * @return what takes it away again
	 * @throws io.github.comspring.ComException if the call must not go on
	 */
	default Scope incoming(Caller caller, byte @Nullable [] data) {
		return Scope.NONE;
	}

	/**
	 * Takes what a call threw at its server, on the thread of the call.
	 * @param failure what it threw, and its method does not declare
	 * @param call the method and its object, for people
	 * @return what it throws instead, or the same
	 */
	default Throwable thrown(Throwable failure, String call) {
		return failure;
	}

	/**
	 * Says of a call that failed what its text does not, on the thread of the call.
	 * @param failure what it threw
	 * @return the data for the client, or {@code null} for none
	 */
	default byte @Nullable [] failed(Throwable failure) {
		return null;
	}

	/**
	 * Gives the client the failure of its call, on its thread.
	 * @param failure what came from the server
	 * @param data what the extension said of it there
	 * @return what the client gets, or the same
	 */
	default ComException received(ComException failure, byte[] data) {
		return failure;
	}

	/**
	 * What lasts as long as a call.
	 */
	interface Scope extends AutoCloseable {

		/** Lasts for nothing. */
		Scope NONE = () -> {
		};

		@Override
		void close();

	}

}
