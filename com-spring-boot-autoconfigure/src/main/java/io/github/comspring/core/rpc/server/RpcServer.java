package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.SingleFlight;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.Listener;
import io.github.comspring.core.rpc.transport.ListeningPlace;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.PeerCredentials;
import io.github.comspring.core.rpc.transport.TcpEndpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * Listens at an endpoint and has a dispatcher carry out what clients call. Safe from any
 * thread.
 */
public final class RpcServer implements AutoCloseable {

	private static final Logger logger = System.getLogger(RpcServer.class.getName());

	private static final Duration RETRY = Duration.ofMillis(50);

	private final ListeningPlace place;

	private volatile Listener listener;

	private final RpcDispatcher dispatcher;

	private final PeerAccounts accounts;

	private final List<Supplier<SecurityContext>> securityContexts;

	private final ThreadFactory threads = new ConnectionThreads("com-rpc-connection-");

	private final Thread acceptor = new ConnectionThread(this::accept, "com-rpc-acceptor");

	private final DeadlineWatch watch = new DeadlineWatch(System::nanoTime);

	private final AssociationGroups associations = new AssociationGroups();

	private final ServerConnections connections = new ServerConnections();

	private final PeerComplaints complaints = new PeerComplaints(this.watch::now);

	private final CallPatrol patrol = new CallPatrol(this.watch, this.connections);

	private final SocketPatrol socketPatrol = new SocketPatrol(this);

	private final SingleFlight<Listener> search = new SingleFlight<>("the search for a lost socket");

	private final AtomicBoolean closed = new AtomicBoolean();

	private RpcServer(ListeningPlace place, Listener listener, RpcDispatcher dispatcher, PeerAccounts accounts,
			List<Supplier<SecurityContext>> securityContexts) {
		this.place = place;
		this.listener = listener;
		this.dispatcher = dispatcher;
		this.accounts = accounts;
		this.securityContexts = securityContexts;
	}

	/**
	 * Listens at an endpoint as
	 * {@link #listen(ListeningPlace, RpcDispatcher, PeerAccounts, List)} does, in a
	 * process that listens at no other one.
	 */
	public static RpcServer listen(Endpoint endpoint, RpcDispatcher dispatcher, RpcLimits limits,
			List<Supplier<SecurityContext>> securityContexts) {
		return listen(() -> endpoint, dispatcher, new PeerAccounts(limits), securityContexts);
	}

	/**
	 * Listens at a place. A unix domain socket whose file somebody removes is soon
	 * listened at anew.
	 * @param place where to listen
	 * @param dispatcher carries out the calls
	 * @param accounts what clients use up of this process and how much they may
	 * @param securityContexts makes the server's end of the security contexts that are
	 * accepted, one for each authentication service and level
	 * @return the server
	 * @throws ComException {@code RPC_S_SERVER_UNAVAILABLE} if the endpoint cannot be
	 * listened at, or as the place throws
	 */
	public static RpcServer listen(ListeningPlace place, RpcDispatcher dispatcher, PeerAccounts accounts,
			List<Supplier<SecurityContext>> securityContexts) {
		RpcServer server = new RpcServer(place, open(place), dispatcher, accounts, List.copyOf(securityContexts));
		try {
			server.start();
			return server;
		}
		catch (OutOfMemoryError ex) {
			server.close();
			throw ex;
		}
	}

	private static Listener open(ListeningPlace place) {
		Endpoint endpoint = place.prepare();
		try {
			Listener opened = Listener.open(endpoint);
			try {
				place.open();
				return opened;
			}
			catch (IOException ex) {
				opened.close();
				throw ex;
			}
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.RPC_S_SERVER_UNAVAILABLE, "Cannot listen at " + endpoint, tooLong(endpoint),
					ex);
		}
	}

	private static String tooLong(Endpoint endpoint) {
		int length = (endpoint instanceof UnixEndpoint unix) ? UnixEndpoint.length(unix.path()) : 0;
		return (length > UnixEndpoint.LONGEST)
				? ": its path has " + length + " bytes, and the system takes no more than " + UnixEndpoint.LONGEST
						+ " for a socket. Set java.io.tmpdir to a shorter directory, where it is in that one"
				: "";
	}

	private void start() {
		this.acceptor.start();
		if (endpoint() instanceof UnixEndpoint) {
			this.socketPatrol.start();
		}
	}

	/**
	 * Looks whether clients still find this process, and listens anew if somebody has
	 * removed the file of its unix domain socket.
	 * @throws ComException {@code RPC_S_SERVER_UNAVAILABLE} if it cannot be listened
	 * anew, or as the place throws
	 */
	public void restore() {
		if (this.listener.isLost() && !this.closed.get()) {
			this.search.join(this::listenAnew);
		}
	}

	private Listener listenAnew() {
		Listener lost = this.listener;
		if (!lost.isLost()) {
			return lost;
		}
		Listener found = open(this.place);
		this.listener = found;
		close(lost);
		if (this.closed.get()) {
			// Whoever closed it may not have seen it
			close(found);
			return found;
		}
		logger.log(Level.WARNING, "Somebody has removed the socket {0}, as programs do that tidy up among temporary "
				+ "files: this process listens anew at {1}", lost.endpoint(), found.endpoint());
		return found;
	}

	private static void close(Listener listener) {
		try {
			listener.close();
		}
		catch (IOException ex) {
			logger.log(Level.WARNING, "The endpoint " + listener.endpoint() + " could not be closed properly", ex);
		}
	}

	private void accept() {
		while (!this.closed.get()) {
			Listener current = this.listener;
			try {
				serve(current.accept());
			}
			catch (IOException | RuntimeException | Error ex) {
				if (!this.closed.get() && current == this.listener) {
					FailureLog.log(logger, Level.WARNING, "A connection to " + endpoint() + " could not be accepted",
							ex);
					// Whatever is lacking, files or threads, is not there at once
					this.accounts.makeRoom();
					LockSupport.parkNanos(RETRY.toNanos());
				}
			}
		}
	}

	private void serve(SocketChannel accepted) throws IOException {
		PduChannel channel = new PduChannel(accepted);
		try {
			if (endpoint() instanceof TcpEndpoint) {
				accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
			}
			Peer peer = PeerCredentials.of(accepted, endpoint());
			start(new ServerConnection(channel, peer, this, this.securityContexts));
		}
		catch (IOException | RuntimeException | Error ex) {
			channel.close();
			throw ex;
		}
	}

	private void start(ServerConnection connection) {
		Thread thread = this.threads.newThread(connection);
		ServerConnection inItsPlace = this.accounts.connected(connection);
		if (inItsPlace != null) {
			inItsPlace.close();
		}
		this.connections.add(connection);
		this.watch.add(connection);
		this.watch.add(this.patrol);
		try {
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			ended(connection, null);
			throw ex;
		}
	}

	/**
	 * Called by a connection that has ended.
	 * @param connection the connection
	 * @param association its client, or {@code null} if it never bound
	 */
	void ended(ServerConnection connection, @Nullable AssociationGroup association) {
		this.connections.remove(connection);
		this.accounts.leave(connection);
		this.watch.remove(connection);
		if (association != null && this.associations.leave(association, connection.hasCalled())) {
			this.dispatcher.associationEnded(association);
		}
	}

	/**
	 * Tells whether a client is connected, until {@link RpcDispatcher#associationEnded}
	 * is called for its last association.
	 * @param principal tells of who a client has shown to be whether it is the one
	 * @return whether it is
	 */
	public boolean hasClient(Predicate<@Nullable Object> principal) {
		return this.associations.has(principal);
	}

	/**
	 * Returns where the server listens.
	 * @return the endpoint, with the port that the system chose
	 */
	public Endpoint endpoint() {
		return this.listener.endpoint();
	}

	RpcDispatcher dispatcher() {
		return this.dispatcher;
	}

	RpcLimits limits() {
		return this.accounts.limits();
	}

	PeerAccounts accounts() {
		return this.accounts;
	}

	DeadlineWatch watch() {
		return this.watch;
	}

	PeerComplaints complaints() {
		return this.complaints;
	}

	CallPatrol patrol() {
		return this.patrol;
	}

	AssociationGroups associations() {
		return this.associations;
	}

	/**
	 * Returns what {@code bind_ack} calls the secondary address.
	 * @return the port, or the path of the socket
	 */
	String secondaryAddress() {
		return (endpoint() instanceof TcpEndpoint tcp) ? Integer.toString(tcp.port()) : endpoint().networkAddress();
	}

	/**
	 * Listens no more, begins no more calls, waits for a limited time until those that
	 * are under way have been answered, and closes all connections. A client whose
	 * request has not been begun is told so. The file of a unix domain socket is removed.
	 * After this, the endpoint can be listened at again.
	 */
	@Override
	public void close() {
		if (!this.closed.compareAndSet(false, true)) {
			return;
		}
		this.socketPatrol.close();
		close(this.listener);
		awaitAcceptor();
		this.connections.close(limits().closeTime());
		this.watch.close();
	}

	/**
	 * The system frees the endpoint when nobody waits for a connection any more.
	 */
	private void awaitAcceptor() {
		try {
			this.acceptor.join();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
