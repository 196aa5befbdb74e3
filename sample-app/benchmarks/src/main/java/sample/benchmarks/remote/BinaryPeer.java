package sample.benchmarks.remote;

import java.nio.ByteBuffer;

/**
 * A peer that carries messages of bytes: a byte that names the operation, then its
 * parameters.
 */
abstract class BinaryPeer implements Peer {

	/** Adds two numbers. */
	static final byte ADD = 1;

	/** Echoes all bytes that follow. */
	static final byte BYTES = 2;

	/** Echoes a record. */
	static final byte RECORD = 3;

	@Override
	public final int add(int left, int right) throws Exception {
		ByteBuffer request = request(1 + 2 * Integer.BYTES);
		request.put(ADD).putInt(left).putInt(right);
		return call(request).getInt();
	}

	@Override
	public final byte[] echo(byte[] payload) throws Exception {
		ByteBuffer request = request(1 + payload.length);
		request.put(BYTES).put(payload);
		ByteBuffer response = call(request);
		byte[] bytes = new byte[response.remaining()];
		response.get(bytes);
		return bytes;
	}

	@Override
	public final TenFields echo(TenFields fields) throws Exception {
		ByteBuffer request = request(1 + RecordCodec.ROOM);
		request.put(RECORD);
		RecordCodec.write(fields, request);
		return RecordCodec.read(call(request));
	}

	/**
	 * Returns a buffer for a request of this thread.
	 * @param size the most bytes that the message takes
	 * @return a buffer whose position is where the message begins
	 */
	abstract ByteBuffer request(int size) throws Exception;

	/**
	 * Sends a request and waits for its response.
	 * @param request the buffer that {@link #request} returned, with its position at the
	 * end of the message
	 * @return a buffer that holds the response from its position to its limit, valid
	 * until the next call of this thread
	 */
	abstract ByteBuffer call(ByteBuffer request) throws Exception;

}
