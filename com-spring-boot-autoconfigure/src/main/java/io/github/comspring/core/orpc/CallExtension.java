package io.github.comspring.core.orpc;

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
	byte @Nullable [] outgoing();

	/**
	 * Puts it on the thread that carries out the call. Called for each call, with data or
	 * without.
	 * @param caller who calls
	 * @param data the data, or {@code null} if none came
	 * @return what takes it away again
	 * @throws io.github.comspring.ComException if the call must not go on
	 */
	Scope incoming(Caller caller, byte @Nullable [] data);

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
