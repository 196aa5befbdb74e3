package io.github.comspring.lifecycle;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.diagnostics.ComStartupException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A process that a user has started as the host of the service control manager: it
 * listens from the start, and a thread of its own keeps the JVM alive, which may have no
 * other.
 */
public final class ScmHost implements ServerReference {

	private static final Log logger = LogFactory.getLog(ScmHost.class);

	private final ServerReference server;

	private final ObjectRpc rpc;

	private final Endpoint endpoint;

	private volatile @Nullable CountDownLatch released;

	/**
	 * Creates a host.
	 * @param server keeps the process open as a server of its own classes
	 * @param rpc listens at the endpoint, once asked to
	 * @param endpoint where the service control manager is to be found
	 */
	public ScmHost(ServerReference server, ObjectRpc rpc, Endpoint endpoint) {
		this.server = server;
		this.rpc = rpc;
		this.endpoint = endpoint;
	}

	/**
	 * Begins to listen.
	 * @throws ComStartupException if another process listens there
	 */
	@Override
	public void acquire() {
		if (isServed(this.endpoint)) {
			throw new ComStartupException(
					"With comspring.scm.mode=host the application hosts the service control manager at " + this.endpoint
							+ ", but another process listens there already.",
					"Use that host: set comspring.scm.mode to client", "End the other process",
					"Set comspring.scm.endpoint to another socket");
		}
		this.rpc.endpoint();
		this.server.acquire();
	}

	private static boolean isServed(Endpoint endpoint) {
		if (!(endpoint instanceof UnixEndpoint)) {
			return false;
		}
		try (SocketChannel channel = SocketChannel.open(endpoint.socketAddress())) {
			return channel.isConnected();
		}
		catch (IOException ex) {
			// Listening there will say what is wrong
			return false;
		}
	}

	@Override
	public void resumed() {
		CountDownLatch latch = new CountDownLatch(1);
		this.released = latch;
		Thread thread = BackgroundThread.unstarted("com-scm-host", () -> await(latch));
		thread.setDaemon(false);
		thread.start();
		this.server.resumed();
		logger.info("The service control manager serves all applications of this user at " + this.endpoint);
	}

	private static void await(CountDownLatch latch) {
		while (latch.getCount() > 0) {
			try {
				latch.await();
			}
			catch (InterruptedException ex) {
				// Of code that interrupts whatever thread it finds
			}
		}
	}

	@Override
	public void release() {
		this.server.release();
		CountDownLatch latch = this.released;
		if (latch != null) {
			latch.countDown();
		}
	}

}
