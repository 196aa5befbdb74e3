package sample.benchmarks.remote;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;

/**
 * Sends the requests of all callers on one bidirectional stream of gRPC and finds the
 * caller of a response by its correlation id.
 */
final class GrpcStreamPeer extends BinaryPeer {

	private final ManagedChannel channel;

	private final AtomicLong ids = new AtomicLong();

	private final Map<Long, CompletableFuture<ByteBuffer>> waiting = new ConcurrentHashMap<>();

	private final StreamObserver<ByteBuffer> requests;

	GrpcStreamPeer(String address) {
		this.channel = NettyChannelBuilder.forAddress(PeerKind.loopback(Integer.parseInt(address)))
			.usePlaintext()
			.directExecutor()
			.build();
		this.requests = ClientCalls
			.asyncBidiStreamingCall(this.channel.newCall(GrpcMethods.STREAM, CallOptions.DEFAULT), new Responses());
	}

	@Override
	ByteBuffer request(int size) {
		return ByteBuffer.allocate(Long.BYTES + size).position(Long.BYTES);
	}

	@Override
	ByteBuffer call(ByteBuffer request) throws ExecutionException, InterruptedException {
		long id = this.ids.incrementAndGet();
		request.putLong(0, id).flip();
		CompletableFuture<ByteBuffer> response = new CompletableFuture<>();
		this.waiting.put(id, response);
		// An observer takes one message at a time
		synchronized (this.requests) {
			this.requests.onNext(request);
		}
		return response.get();
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

	private final class Responses implements StreamObserver<ByteBuffer> {

		@Override
		public void onNext(ByteBuffer response) {
			GrpcStreamPeer.this.waiting.remove(response.getLong()).complete(response);
		}

		@Override
		public void onError(Throwable cause) {
			GrpcStreamPeer.this.waiting.values().forEach((response) -> response.completeExceptionally(cause));
		}

		@Override
		public void onCompleted() {
			onError(new IllegalStateException("The server closed the stream"));
		}

	}

}
