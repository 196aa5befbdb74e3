package sample.benchmarks.remote;

import java.nio.ByteBuffer;

/**
 * Serves the messages of a {@link BinaryPeer}.
 */
final class BinaryService {

	private BinaryService() {
	}

	/**
	 * Serves one request.
	 * @param request the message, from its position to its limit
	 * @param response where the response goes; it takes no more bytes than the request
	 */
	static void serve(ByteBuffer request, ByteBuffer response) {
		byte operation = request.get();
		switch (operation) {
			case BinaryPeer.ADD -> response.putInt(request.getInt() + request.getInt());
			case BinaryPeer.BYTES -> {
				byte[] payload = new byte[request.remaining()];
				request.get(payload);
				response.put(payload);
			}
			case BinaryPeer.RECORD -> RecordCodec.write(RecordCodec.read(request), response);
			default -> throw new IllegalArgumentException("No operation " + operation);
		}
	}

}
