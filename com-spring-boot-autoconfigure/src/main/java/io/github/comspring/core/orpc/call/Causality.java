package io.github.comspring.core.orpc.call;

import java.util.concurrent.ThreadLocalRandom;

import io.github.comspring.Guid;

/**
 * The chain of calls that a thread is part of ({@code CID}): calls made while one is
 * carried out belong to the same chain.
 */
public final class Causality {

	private Causality() {
	}

	/**
	 * Returns the thread's chain.
	 * @return the chain, a new one if the thread carries out no call
	 */
	public static Guid current() {
		IncomingCall call = IncomingCall.current();
		if (call != null) {
			return call.causality();
		}
		ThreadLocalRandom random = ThreadLocalRandom.current();
		return new Guid(random.nextLong(), random.nextLong());
	}

}
