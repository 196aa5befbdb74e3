package sample.benchmarks.remote;

import java.util.Arrays;
import java.util.Random;

/**
 * The calls that are measured.
 */
public enum Operation {

	/** Adds two numbers. */
	ADD {

		@Override
		Object call(Peer peer) throws Exception {
			return peer.add(20, 22);
		}

		@Override
		boolean answeredBy(Object answer) {
			return answer.equals(42);
		}

	},

	/** Echoes 1 KiB of bytes. */
	BYTES {

		@Override
		Object call(Peer peer) throws Exception {
			return peer.echo(PAYLOAD);
		}

		@Override
		boolean answeredBy(Object answer) {
			return Arrays.equals(PAYLOAD, (byte[]) answer);
		}

	},

	/** Echoes a record of ten fields. */
	RECORD {

		@Override
		Object call(Peer peer) throws Exception {
			return peer.echo(FIELDS);
		}

		@Override
		boolean answeredBy(Object answer) {
			return answer.equals(FIELDS);
		}

	};

	private static final byte[] PAYLOAD = payload();

	private static final TenFields FIELDS = TenFields.sample();

	/**
	 * Makes one call.
	 * @param peer the peer to call
	 * @return the answer
	 * @throws Exception if the call fails
	 */
	abstract Object call(Peer peer) throws Exception;

	/**
	 * Tells whether an answer is right, so that no benchmark measures a failure.
	 * @param answer what {@link #call} returned
	 * @return whether it is right
	 */
	abstract boolean answeredBy(Object answer);

	private static byte[] payload() {
		byte[] payload = new byte[1024];
		new Random(1024).nextBytes(payload);
		return payload;
	}

}
