package sample.benchmarks.remote;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

import io.grpc.MethodDescriptor;

/**
 * The gRPC methods, without protobuf: a message is the bytes of a {@link BinaryPeer},
 * encoded by hand. That is faster than protobuf, so it flatters gRPC.
 */
final class GrpcMethods {

	/** The name of the service. */
	static final String SERVICE = "sample.Echo";

	/** A request and its response. */
	static final MethodDescriptor<ByteBuffer, ByteBuffer> UNARY = method("Call", MethodDescriptor.MethodType.UNARY);

	/** A stream of messages in each direction, each after a correlation id of 8 bytes. */
	static final MethodDescriptor<ByteBuffer, ByteBuffer> STREAM = method("Stream",
			MethodDescriptor.MethodType.BIDI_STREAMING);

	private GrpcMethods() {
	}

	private static MethodDescriptor<ByteBuffer, ByteBuffer> method(String name, MethodDescriptor.MethodType type) {
		BytesMarshaller marshaller = new BytesMarshaller();
		return MethodDescriptor.<ByteBuffer, ByteBuffer>newBuilder()
			.setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
			.setType(type)
			.setRequestMarshaller(marshaller)
			.setResponseMarshaller(marshaller)
			.build();
	}

	/**
	 * Sends a heap buffer from its position to its limit as it is.
	 */
	private static final class BytesMarshaller implements MethodDescriptor.Marshaller<ByteBuffer> {

		@Override
		public InputStream stream(ByteBuffer message) {
			return new ByteArrayInputStream(message.array(), message.arrayOffset() + message.position(),
					message.remaining());
		}

		@Override
		public ByteBuffer parse(InputStream stream) {
			try {
				// gRPC's streams know their length, and tell it here
				return ByteBuffer.wrap(stream.readNBytes(stream.available()));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
