package sample.benchmarks.remote;

import java.io.IOException;
import java.nio.ByteBuffer;

import io.grpc.Server;
import io.grpc.ServerServiceDefinition;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

/**
 * Serves gRPC over TCP. The direct executor runs a call on the event loop that received
 * it, which is the fastest setting for a service that never blocks; all else is gRPC's
 * default, which limits neither connections nor concurrent calls.
 */
final class GrpcServer implements PeerServer {

	private final Server server;

	GrpcServer() throws IOException {
		this.server = NettyServerBuilder.forAddress(PeerKind.loopback(0))
			.directExecutor()
			.addService(ServerServiceDefinition.builder(GrpcMethods.SERVICE)
				.addMethod(GrpcMethods.UNARY, ServerCalls.asyncUnaryCall(GrpcServer::call))
				.addMethod(GrpcMethods.STREAM, ServerCalls.asyncBidiStreamingCall(Correlated::new))
				.build())
			.build()
			.start();
	}

	private static void call(ByteBuffer request, StreamObserver<ByteBuffer> responses) {
		ByteBuffer response = ByteBuffer.allocate(request.remaining());
		BinaryService.serve(request, response);
		responses.onNext(response.flip());
		responses.onCompleted();
	}

	@Override
	public String address() {
		return String.valueOf(this.server.getPort());
	}

	@Override
	public void close() {
		this.server.shutdownNow();
	}

	/**
	 * Answers each request of a stream at once, with its correlation id.
	 */
	private record Correlated(StreamObserver<ByteBuffer> responses) implements StreamObserver<ByteBuffer> {

		@Override
		public void onNext(ByteBuffer request) {
			ByteBuffer response = ByteBuffer.allocate(request.remaining());
			response.putLong(request.getLong());
			BinaryService.serve(request, response);
			this.responses.onNext(response.flip());
		}

		@Override
		public void onError(Throwable cause) {
			// The client is gone
		}

		@Override
		public void onCompleted() {
			this.responses.onCompleted();
		}

	}

}
