package io.github.comspring.core.rpc.server;

import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.github.comspring.core.FailureLog;
import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.MessageSender;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.VersionException;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * A server's end of one connection. Its thread reads a request, carries it out, answers,
 * and reads the next one.
 */
final class ServerConnection implements Runnable, DeadlineWatch.Watched, AutoCloseable {

	private static final Logger logger = System.getLogger(ServerConnection.class.getName());

	private final PduChannel channel;

	private final Peer peer;

	private final RpcServer server;

	private final ServerContexts contexts;

	private final ServerSecurity security;

	private final ServerHandshake handshake;

	private final ServerCalls calls;

	private final AtomicLong dueAt;

	/** Who pays for the connection, once it has bound. */
	private volatile @Nullable PeerAccount account;

	/** Of the request that is under way; used by the connection's thread alone. */
	private @Nullable RequestMemory memory;

	private volatile @Nullable Thread thread;

	private @Nullable RequestReader request;

	/** Whether the client has ever called. */
	private volatile boolean called;

	/** Whether nothing has been asked that was not answered. */
	private volatile boolean idle;

	/**
	 * Creates a connection.
	 * @param channel the connection
	 * @param peer who is at its other end
	 * @param server the server
	 * @param services makes the security contexts
	 */
	ServerConnection(PduChannel channel, Peer peer, RpcServer server, List<Supplier<SecurityContext>> services) {
		this.channel = channel;
		this.peer = peer;
		this.server = server;
		this.contexts = new ServerContexts(server.dispatcher());
		this.security = new ServerSecurity(services);
		this.handshake = new ServerHandshake(channel, peer, server, this.contexts, this.security, this::admit);
		this.calls = new ServerCalls(channel, peer, server, this.contexts, this.security);
		this.dueAt = new AtomicLong(server.watch().in(server.limits().bindTime()));
	}

	@Override
	public void run() {
		this.thread = Thread.currentThread();
		try {
			while (handle(this.channel.read())) {
				this.idle = this.request == null;
				awaitClient(!this.idle);
			}
		}
		catch (ProtocolException ex) {
			complain("Closed the connection of " + client() + ". " + ex.getMessage());
			answerVersion(ex);
		}
		catch (IOException ex) {
			if (isUnread(ex)) {
				this.server.dispatcher().undelivered();
			}
			shutDown(ex);
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.ERROR, "Closed the connection of " + client(), ex);
		}
		finally {
			close();
			giveMemoryBack();
			this.server.ended(this, this.handshake.association());
		}
	}

	private void complain(String what) {
		this.server.complaints().add(this.peer, what);
	}

	private void answerVersion(ProtocolException refused) {
		if (refused instanceof VersionException version && this.handshake.association() == null) {
			try {
				this.handshake.refuse(version.callId(), BindNak.PROTOCOL_ERROR);
			}
			catch (IOException ex) {
				// The client closed first
			}
		}
	}

	private Object client() {
		AssociationGroup association = this.handshake.association();
		return (association != null) ? association : this.peer;
	}

	/**
	 * The kernel resets a unix domain socket whose other end was closed before all was
	 * read, so that the client does not have the last response.
	 */
	private boolean isUnread(IOException ex) {
		return this.peer.origin() == Origin.LOCAL
				&& !(ex instanceof EOFException || ex instanceof ClosedChannelException);
	}

	/**
	 * Tells the client that its connection was idle for too long or the server closes, if
	 * it is still there.
	 */
	private void shutDown(IOException reason) {
		if (reason instanceof EOFException && this.channel.isReadingStopped()) {
			MessageSender.shutdown(this.channel);
		}
	}

	private boolean handle(Pdu pdu) throws IOException {
		this.idle = false;
		if (this.handshake.association() == null && pdu.type() != PduType.BIND) {
			throw new ProtocolException("It sent " + pdu.type() + " before it had bound");
		}
		switch (pdu.type()) {
			case BIND -> {
				return bind(pdu);
			}
			case ALTER_CONTEXT -> {
				return this.handshake.negotiate(pdu);
			}
			case AUTH3 -> this.handshake.authenticate(pdu);
			case REQUEST -> request(pdu);
			case CO_CANCEL, ORPHANED -> {
				// One call at a time: what it is about is over
			}
			default -> throw new ProtocolException("It sent " + pdu.type() + ", which a client does not send");
		}
		return true;
	}

	private boolean bind(Pdu pdu) throws IOException {
		if (this.handshake.association() != null) {
			this.handshake.refuse(pdu.callId(), BindNak.NOT_SPECIFIED);
			throw new ProtocolException("It bound twice");
		}
		return this.handshake.negotiate(pdu);
	}

	private void request(Pdu pdu) throws IOException {
		RequestReader reader = this.request;
		if (reader == null) {
			reader = reader();
			this.request = reader;
		}
		if (!add(reader, pdu)) {
			return;
		}
		this.request = null;
		this.dueAt.set(DeadlineWatch.NEVER);
		if (this.channel.isReadingStopped()) {
			throw new EOFException("The server closed before the call began");
		}
		try {
			answer(reader);
		}
		finally {
			giveMemoryBack();
		}
	}

	/**
	 * Puts the connection on the account of who it has shown to be.
	 */
	private boolean admit(Payer payer) {
		PeerAccounts accounts = this.server.accounts();
		accounts.leave(this);
		this.account = accounts.admit(this, payer, this.server.dispatcher().waiting(payer.principal()));
		if (this.account == null) {
			complain("Refused a connection of " + payer
					+ ": max-connections of comspring.rpc, its per-peer or its unintroduced allows no more");
		}
		return this.account != null;
	}

	private PeerAccount requireAccount() {
		PeerAccount paying = this.account;
		if (paying == null) {
			throw new IllegalStateException("Not bound");
		}
		return paying;
	}

	private RequestReader reader() {
		PeerAccount paying = requireAccount();
		RequestMemory fresh = new RequestMemory(paying);
		this.memory = fresh;
		return new RequestReader(this.server.accounts().limits(paying), this.security, fresh);
	}

	private void giveMemoryBack() {
		RequestMemory used = this.memory;
		if (used != null) {
			used.giveBack();
		}
	}

	private boolean add(RequestReader reader, Pdu pdu) throws IOException {
		try {
			if (!this.handshake.isIdentified()) {
				throw new RpcFault(RpcFault.ACCESS_DENIED, "It sent a request before it had authenticated");
			}
			return reader.add(pdu);
		}
		catch (RpcFault ex) {
			MessageSender.lastFault(this.channel, reader.failedCallId(pdu), reader.contextId(), ex.status());
			throw new ProtocolException(ex.getMessage());
		}
		catch (ProtocolException ex) {
			MessageSender.lastFault(this.channel, reader.failedCallId(pdu), reader.contextId(),
					RpcFault.PROTOCOL_ERROR);
			throw ex;
		}
	}

	private void answer(RequestReader reader) throws IOException {
		AssociationGroup client = this.handshake.association();
		if (client == null) {
			throw new IllegalStateException("Not bound");
		}
		if (!this.called) {
			this.called = true;
			this.server.associations().called(client);
		}
		boolean delivered = false;
		try {
			delivered = respond(client, reader);
		}
		finally {
			if (!delivered) {
				this.server.dispatcher().undelivered();
			}
			this.server.dispatcher().answered();
		}
	}

	private boolean respond(AssociationGroup client, RequestReader reader) throws IOException {
		try {
			List<ByteBuffer> response = carryOut(client, reader);
			awaitClient(false);
			new MessageSender(this.channel, this.handshake.fragmentSize(), reader.protection())
				.response(reader.callId(), reader.contextId(), response);
			return true;
		}
		catch (RpcFault ex) {
			awaitClient(false);
			MessageSender.fault(this.channel, reader.callId(), this.contexts.known(reader.contextId()), ex.status());
			return ex.status() != RpcFault.CANCELLED;
		}
	}

	private List<ByteBuffer> carryOut(AssociationGroup client, RequestReader reader) {
		PeerAccount paying = requireAccount();
		Runnable chain = begin(client, reader, paying);
		try {
			return this.calls.carryOut(client, reader);
		}
		finally {
			end(paying, chain);
		}
	}

	/**
	 * Begins a call, which counts unless a call of this process waits for it: else
	 * nothing could end once as many are under way as may be.
	 */
	private @Nullable Runnable begin(AssociationGroup client, RequestReader reader, PeerAccount paying) {
		try {
			reader.requireTaken();
			Runnable chain = this.server.dispatcher().awaited(client, reader.stub());
			if (chain == null) {
				paying.beginCall();
			}
			return chain;
		}
		catch (RpcFault ex) {
			complain("Refused a call of " + client + ". " + ex.getMessage());
			throw ex;
		}
	}

	private static void end(PeerAccount paying, @Nullable Runnable chain) {
		if (chain != null) {
			chain.run();
		}
		else {
			paying.endCall();
		}
	}

	/**
	 * Has the client take its answer or send the rest of what it began in time, or say
	 * something at all.
	 * @param begun whether it has begun to send something: the watch need not be woken
	 * for other things, as it looks during a call that takes long, too
	 */
	private void awaitClient(boolean begun) {
		long due = this.server.watch().in(this.server.limits().idleTime());
		this.dueAt.set(due);
		this.server.watch().noticed(due, !begun);
	}

	@Override
	public long dueAt() {
		return this.dueAt.get();
	}

	/**
	 * Who asks for nothing loses nothing with the connection.
	 */
	@Override
	public boolean countsPauses() {
		return this.idle;
	}

	/**
	 * Ends a connection whose client was silent for too long, unless the client is idle
	 * and needs it. The connection's own thread tells the client; should it hang in a
	 * write, the next round closes the connection.
	 */
	@Override
	public void expire(long now) {
		long due = this.dueAt.get();
		if (due > now) {
			return;
		}
		boolean kept = this.idle && isNeeded();
		RpcLimits limits = this.server.limits();
		long next = this.server.watch().in(kept ? limits.idleTime() : limits.bindTime());
		if (this.dueAt.compareAndSet(due, next) && !kept && !this.channel.stopReading()) {
			close();
		}
	}

	private boolean isNeeded() {
		AssociationGroup client = this.handshake.association();
		if (client == null || !this.handshake.isIdentified()) {
			return false;
		}
		try {
			boolean held = this.server.dispatcher().holds(client);
			return !this.server.associations().canSpare(client, this.called, held);
		}
		catch (RuntimeException ex) {
			logger.log(Level.ERROR, "Cannot tell whether " + client + " is needed", ex);
			return true;
		}
	}

	/**
	 * Tells whether the client has ever called on this connection.
	 * @return whether it has
	 */
	boolean hasCalled() {
		return this.called;
	}

	ServerCalls calls() {
		return this.calls;
	}

	/**
	 * Begins no more calls: the connection ends when the one under way is answered, or
	 * else at once, and tells the client.
	 */
	void stop() {
		this.channel.stopReading();
	}

	/**
	 * Tells whether its client can do without the connection.
	 */
	boolean isSpare() {
		return this.idle && !isNeeded();
	}

	Peer peer() {
		return this.peer;
	}

	@Nullable PeerAccount account() {
		return this.account;
	}

	boolean isOfThisThread() {
		return this.thread == Thread.currentThread();
	}

	/**
	 * Closes the connection, and cancels the call that is under way.
	 */
	@Override
	public void close() {
		this.channel.close();
		this.calls.cancel();
	}

}
