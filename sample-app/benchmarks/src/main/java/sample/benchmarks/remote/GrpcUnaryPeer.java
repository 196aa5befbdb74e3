package sample.benchmarks.remote;

import java.nio.ByteBuffer;

import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;

/**
 * Makes blocking unary calls of gRPC. All callers share one channel, which is one
 * connection; gRPC recommends both.
 */
final class GrpcUnaryPeer extends BinaryPeer {

	private final ManagedChannel channel;

	GrpcUnaryPeer(String address) {
		this.channel = NettyChannelBuilder.forAddress(PeerKind.loopback(Integer.parseInt(address)))
			.usePlaintext()
			.directExecutor()
			.build();
	}

	@Override
	ByteBuffer request(int size) {
		return ByteBuffer.allocate(size);
	}

	@Override
	ByteBuffer call(ByteBuffer request) {
		return ClientCalls.blockingUnaryCall(this.channel, GrpcMethods.UNARY, CallOptions.DEFAULT, request.flip());
	}

	@Override
	public void close() {
		this.channel.shutdownNow();
	}

}
