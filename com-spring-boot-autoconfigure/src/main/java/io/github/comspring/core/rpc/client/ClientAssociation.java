package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.rpc.pdu.OversizeException;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * This process as a client of one server. Safe from any thread.
 */
final class ClientAssociation implements AutoCloseable {

	private static final Logger logger = System.getLogger(ClientAssociation.class.getName());

	/** So that one interrupt does not keep the connection from being there. */
	private static final int LINK_ATTEMPTS = 3;

	/** How often a call that is part of another one asks for a connection. */
	private static final int ATTEMPTS = 3;

	/** How long a call may be held up for the connection by a server that hangs. */
	private static final Duration LINK_TIME = Duration.ofSeconds(2);

	/** How long a server may take to notice that somebody has removed its socket. */
	private static final Duration REMOVED = Duration.ofSeconds(10);

	private static final Duration RETRY = Duration.ofMillis(50);

	private final Endpoint server;

	private final RpcLimits limits;

	private final Function<Endpoint, @Nullable SecurityContext> credentials;

	private final DeadlineWatch watch;

	private final ConnectionPool pool;

	/** For the calls that are part of no other. */
	private final Semaphore outer;

	/** One connection binds at a time, so that all of them name the same group. */
	private final Semaphore binding = new Semaphore(1);

	@GuardedBy("binding")
	private int group;

	/** What the kept connection binds to, once one is kept. */
	private volatile @Nullable SyntaxId kept;

	ClientAssociation(Endpoint server, RpcLimits limits, Function<Endpoint, @Nullable SecurityContext> credentials,
			DeadlineWatch watch) {
		this.server = server;
		this.limits = limits;
		this.credentials = credentials;
		this.watch = watch;
		this.pool = new ConnectionPool(watch);
		this.outer = new Semaphore(limits.budgets().callsToServer());
	}

	/**
	 * Calls an operation; the errors are those of {@link RpcClient#call}. A call that is
	 * part of another one never waits for calls to end, since those may wait for it:
	 * there are no more of the kind than calls that come in.
	 * @param call what to call
	 * @return the stub data of the response
	 */
	ByteBuffer call(ClientCall call) {
		if (call.nested()) {
			return callOnAny(call);
		}
		acquire(this.outer, call.deadline());
		try {
			return callOnAny(call);
		}
		finally {
			this.outer.release();
		}
	}

	private ByteBuffer callOnAny(ClientCall call) {
		try {
			ByteBuffer answer = null;
			int attempts = 0;
			while (answer == null) {
				ClientConnection idle = take(call);
				answer = (idle != null) ? callOnIdle(idle, call) : callOnNew(call, ++attempts);
			}
			return answer;
		}
		catch (NotSentException ex) {
			throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE,
					"The server at " + this.server + " cannot be reached: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Calls on a connection that was idle.
	 * @return the answer, or {@code null} if the server had closed it, and probably all
	 * others
	 */
	private @Nullable ByteBuffer callOnIdle(ClientConnection idle, ClientCall call) {
		try {
			return callOn(idle, call);
		}
		catch (NotSentException ex) {
			this.pool.closeIdle();
			return null;
		}
	}

	/**
	 * Calls on one more connection.
	 * @return the answer, or {@code null} if the server takes no more, and the call is to
	 * take one of those that there are, or has not answered this one
	 */
	private @Nullable ByteBuffer callOnNew(ClientCall call, int attempt) throws NotSentException {
		ClientConnection opened = connect(call, attempt);
		return (opened != null) ? callOn(opened, call) : null;
	}

	private @Nullable ClientConnection take(ClientCall call) {
		try {
			return this.pool.take(call);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw canceled(ex);
		}
	}

	private ByteBuffer callOn(ClientConnection connection, ClientCall call) throws NotSentException {
		begin(connection, call.deadline());
		try {
			return connection.call(call);
		}
		catch (OversizeException ex) {
			throw new ComException(HResult.RPC_E_CLIENT_CANTUNMARSHAL_DATA,
					"The answer of the server at " + this.server + " was given up. " + ex.getMessage(), ex);
		}
		catch (IOException ex) {
			throw explain(connection, ex);
		}
		finally {
			boolean usable = connection.end();
			this.pool.giveBack(connection, usable);
			if (!usable) {
				restoreLink();
			}
		}
	}

	/**
	 * Keeps one connection without calls from now on: the server takes this process to be
	 * dead once it has no other left.
	 * @param interfaceId an interface of the server, which asks nothing of it
	 */
	void keep(SyntaxId interfaceId) {
		if (this.kept == null) {
			this.kept = interfaceId;
			restoreLink();
		}
	}

	/**
	 * Opens the kept connection if it is to be there and is not. A thread that was
	 * interrupted does it all the same: it is for all calls and not for its own.
	 */
	private void restoreLink() {
		SyntaxId interfaceId = this.kept;
		if (interfaceId == null) {
			return;
		}
		boolean interrupted = Thread.interrupted();
		for (int attempt = 0; attempt < LINK_ATTEMPTS; attempt++) {
			restoreLink(interfaceId);
			if (!Thread.interrupted()) {
				break;
			}
			interrupted = true;
		}
		if (interrupted) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Whoever binds at the moment does it after that.
	 */
	private void restoreLink(SyntaxId interfaceId) {
		if (!this.binding.tryAcquire()) {
			return;
		}
		try {
			if (!this.pool.isLinked()) {
				this.pool
					.link(bind(new ClientCall(interfaceId, null, 0, List.of(), null, false, this.watch.in(LINK_TIME))));
			}
		}
		catch (NotSentException | ComException ex) {
			logger.log(Level.DEBUG, "No connection to the server at {0} is kept: {1}", this.server, ex.getMessage());
		}
		finally {
			this.binding.release();
		}
	}

	private @Nullable ClientConnection connect(ClientCall call, int attempt) throws NotSentException {
		ClientConnection connected;
		acquire(this.binding, call.deadline());
		try {
			if (!call.nested() && this.pool.isFull(call.deadline())) {
				requireTime(call);
				return null;
			}
			connected = bind(call);
			this.pool.accepted();
		}
		catch (ComException ex) {
			if (!isToGoOn(call, attempt, ex) && !isUnanswered(call, ex)) {
				throw ex;
			}
			return null;
		}
		finally {
			this.binding.release();
		}
		restoreLink();
		return connected;
	}

	/**
	 * A call that is part of another one does not wait: the others may wait for it. It
	 * has room for a connection if others did not have it first, and left theirs idle.
	 */
	private boolean isToGoOn(ClientCall call, int attempt, ComException refused) {
		if (!refused.hresult().equals(HResult.RPC_S_SERVER_TOO_BUSY)) {
			return false;
		}
		return call.nested() ? attempt < ATTEMPTS : this.watch.now() < call.deadline() && this.pool.refused();
	}

	/**
	 * A server that has not answered a connection need not have seen it, and the next one
	 * is seen.
	 */
	private boolean isUnanswered(ClientCall call, ComException failure) {
		return failure.hresult().equals(HResult.RPC_E_TIMEOUT) && this.watch.now() < call.deadline();
	}

	private void requireTime(ClientCall call) {
		if (this.watch.now() >= call.deadline()) {
			throw new ComException(HResult.RPC_S_SERVER_TOO_BUSY, "The server at " + this.server
					+ " accepts no more connections of this process, and none that there is was free before the "
					+ "deadline of the call; comspring.rpc.per-peer.max-connections of the server says how many it "
					+ "accepts");
		}
	}

	/**
	 * What this process lacks says nothing of the server.
	 */
	private ClientConnection open() {
		try {
			return new ClientConnection(this.server, this.limits, this.credentials.apply(this.server));
		}
		catch (IOException ex) {
			throw new ComException(HResult.RPC_S_OUT_OF_RESOURCES,
					"This process cannot open a further connection to the server at " + this.server + " ("
							+ ex.getMessage()
							+ "). Give it more files (ulimit -n), or find out what keeps so many of them open",
					ex);
		}
	}

	private ClientConnection bind(ClientCall call) throws NotSentException {
		long patience = Math.min(call.deadline(), this.watch.in(REMOVED));
		boolean listening = false;
		while (true) {
			try {
				return bind(open(), call);
			}
			catch (NotSentException ex) {
				if (ex.getCause() instanceof UnknownGroupException && this.group != 0) {
					this.group = 0;
				}
				else if (listening || this.watch.now() >= patience || !isToListenAnew(ex)) {
					throw ex;
				}
				else {
					// It may have begun to just now
					listening = !isRemoved();
					LockSupport.parkNanos(RETRY.toNanos());
				}
			}
		}
	}

	/**
	 * Tells whether somebody may have removed the socket of a server that lives, and will
	 * listen anew.
	 */
	private boolean isToListenAnew(NotSentException failure) {
		return this.server instanceof UnixEndpoint && failure.getCause() instanceof SocketException
				&& this.pool.isLinked();
	}

	private boolean isRemoved() {
		return this.server instanceof UnixEndpoint unix && Files.notExists(unix.path());
	}

	private ClientConnection bind(ClientConnection connection, ClientCall call) throws NotSentException {
		boolean bound = false;
		begin(connection, Math.min(call.deadline(), this.watch.in(this.limits.bindTime())));
		try {
			this.pool.add(connection);
			connection.bind(call.interfaceId(), this.group);
			bound = true;
			return connection;
		}
		catch (IOException ex) {
			throw explain(connection, new NotSentException(ex));
		}
		finally {
			boolean usable = connection.end();
			if (usable) {
				this.group = connection.group();
			}
			if (!bound) {
				this.pool.giveBack(connection, usable);
			}
		}
	}

	private void begin(ClientConnection connection, long deadline) {
		connection.begin(deadline);
		this.watch.noticed(deadline);
	}

	private ComException explain(ClientConnection connection, IOException ex) throws NotSentException {
		if (connection.isExpired()) {
			return new ComException(HResult.RPC_E_TIMEOUT,
					"The call to the server at " + this.server + " did not end before its deadline", ex);
		}
		if (Thread.currentThread().isInterrupted()) {
			return canceled(ex);
		}
		if (ex instanceof ProtocolException || ex.getCause() instanceof ProtocolException) {
			return new ComException(HResult.RPC_S_PROTOCOL_ERROR,
					"The server at " + this.server + " broke the protocol. " + ex.getMessage(), ex);
		}
		if (ex instanceof NotSentException notSent) {
			throw notSent;
		}
		return new ComException(HResult.RPC_S_CALL_FAILED,
				"The connection to the server at " + this.server + " broke: " + ex.getMessage(), ex);
	}

	private ComException canceled(Exception cause) {
		return new ComException(HResult.RPC_E_CALL_CANCELED,
				"The thread was interrupted during a call to the server at " + this.server, cause);
	}

	private void acquire(Semaphore semaphore, long deadline) {
		try {
			if (!tryAcquire(semaphore, deadline)) {
				throw new ComException(HResult.RPC_E_TIMEOUT,
						"No connection to the server at " + this.server + " was to be had before the deadline of the "
								+ "call; comspring.rpc.max-calls-per-server has it that "
								+ this.limits.budgets().callsToServer() + " are allowed");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw canceled(ex);
		}
	}

	/**
	 * A wait that is over may have been too short: this process need not have run.
	 */
	private boolean tryAcquire(Semaphore semaphore, long deadline) throws InterruptedException {
		boolean acquired = false;
		long left = deadline - this.watch.now();
		do {
			acquired = semaphore.tryAcquire(left, TimeUnit.NANOSECONDS);
			left = deadline - this.watch.now();
		}
		while (!acquired && left > 0);
		return acquired;
	}

	/**
	 * Tells whether no more calls can begin.
	 * @return whether this was retired
	 */
	boolean isRetired() {
		return this.pool.isRetired();
	}

	/**
	 * Begins no more calls if there is no connection, and none is to be kept.
	 * @return whether no more calls can begin
	 */
	boolean retireUnused() {
		return this.kept == null && this.pool.retireUnused();
	}

	/**
	 * Begins no more calls, and lets those that are under way end.
	 */
	void retire() {
		this.pool.retire();
	}

	@Override
	public void close() {
		this.pool.close();
	}

}
