package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ComException;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.FaultStatus;
import io.github.comspring.core.rpc.pdu.FragmentSecurity;
import io.github.comspring.core.rpc.pdu.MessageSender;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.Reassembly;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * A client's end of one connection, which carries one call at a time. Used by one thread
 * at a time; {@link #expire(long)} and {@link #close()} may come from another.
 */
final class ClientConnection implements DeadlineWatch.Watched, AutoCloseable {

	/** What the deadline becomes when it has passed; later than any. */
	private static final long EXPIRED = DeadlineWatch.NEVER - 1;

	private final ClientChannel channel;

	private final RpcLimits limits;

	private final ClientBinding binding;

	private @Nullable MessageSender sender;

	private final AtomicLong dueAt = new AtomicLong(DeadlineWatch.NEVER);

	/**
	 * Makes a connection that is not connected yet.
	 * @param server the server
	 * @param limits what the server may use up
	 * @param security authenticates this process, or {@code null}
	 * @throws IOException if the system has no socket for it
	 */
	ClientConnection(Endpoint server, RpcLimits limits, @Nullable SecurityContext security) throws IOException {
		this.channel = new ClientChannel(server);
		this.limits = limits;
		this.binding = new ClientBinding(this.channel, limits, security);
	}

	/**
	 * Connects to the server and introduces this process to it.
	 * @param interfaceId the first interface
	 * @param group the association group to join, 0 for a new one
	 * @throws RejectedInterfaceException if the server does not serve the interface
	 * @throws IOException if it cannot be reached, or the connection broke
	 */
	void bind(SyntaxId interfaceId, int group) throws IOException {
		this.channel.connect();
		BindAck ack = this.binding.bind(interfaceId, group);
		int maxTransmit = Math.max(RpcLimits.SMALLEST_FRAGMENT, Math.min(this.limits.fragmentSize(), ack.maxReceive()));
		this.sender = new MessageSender(this.channel.fragments(), maxTransmit, this.binding.protection());
		this.binding.accept(interfaceId, ack);
	}

	/**
	 * Calls an operation and waits for its answer.
	 * @param call what to call
	 * @return the stub data of the response
	 * @throws NotSentException if the server cannot have begun the call
	 * @throws IOException if the connection broke during the call
	 */
	ByteBuffer call(ClientCall call) throws IOException {
		MessageSender bound = this.sender;
		if (bound == null) {
			throw new IllegalStateException("Not bound");
		}
		int context = context(call.interfaceId());
		try {
			bound.request(this.channel.ask(), context, call.opnum(), call.object(), call.stub());
		}
		catch (IOException ex) {
			throw new NotSentException(refusal(ex, bound));
		}
		return receive(bound, call.room());
	}

	private int context(SyntaxId interfaceId) throws NotSentException {
		try {
			return this.binding.context(interfaceId);
		}
		catch (IOException ex) {
			throw new NotSentException(ex);
		}
	}

	/**
	 * A server that refuses a request in the midst of it says why before it closes the
	 * connection.
	 */
	private IOException refusal(IOException broken, MessageSender bound) {
		try {
			receive(bound, null);
		}
		catch (IOException ex) {
			broken.addSuppressed(ex);
		}
		return broken;
	}

	private ByteBuffer receive(MessageSender bound, byte @Nullable [] room) throws IOException {
		Reassembly whole = new Reassembly(this.limits, room);
		while (true) {
			Pdu pdu = this.channel.read();
			switch (pdu.type()) {
				case RESPONSE -> {
					whole.add(stub(pdu, bound.security()), pdu.frame().getInt(Pdu.HEADER));
					if (pdu.has(Pdu.LAST)) {
						this.channel.answered();
						return whole.data();
					}
				}
				case FAULT -> throw this.channel.answered(pdu);
				case SHUTDOWN -> throw new NotSentException(new IOException("The server closed the connection"));
				default -> throw new ProtocolException("It answered a call with " + pdu.type());
			}
		}
	}

	private ByteBuffer stub(Pdu pdu, @Nullable FragmentSecurity protection) throws ProtocolException {
		int offset = Pdu.HEADER + 8;
		SecurityTrailer trailer = SecurityTrailer.of(pdu);
		if (protection == null) {
			return SecurityTrailer.unprotectedStub(pdu, trailer, offset);
		}
		try {
			return protection.unprotect(pdu, trailer, offset);
		}
		catch (RpcFault ex) {
			throw new ComException(FaultStatus.toHResult(ex.status()),
					"The answer of the server at " + this.channel.server() + " cannot be trusted. " + ex.getMessage());
		}
	}

	/**
	 * Returns the association group that the server has put the connection into.
	 * @return the group, 0 before the connection is bound
	 */
	int group() {
		return this.binding.group();
	}

	/**
	 * Tells whether a connection that was idle can be used no more.
	 * @return whether the server is known to have closed it
	 */
	boolean isStale() {
		return this.channel.isStale();
	}

	/**
	 * Tells for sure whether a connection without calls has ended. Takes some system
	 * calls.
	 * @return whether it has
	 */
	boolean hasEnded() {
		return this.channel.hasEnded();
	}

	/**
	 * Sets the deadline of what is to come.
	 * @param deadline the deadline
	 */
	void begin(long deadline) {
		this.dueAt.set(deadline);
	}

	/**
	 * Lifts the deadline.
	 * @return whether the connection can be used again
	 */
	boolean end() {
		return this.dueAt.getAndSet(DeadlineWatch.NEVER) != EXPIRED && this.sender != null && this.channel.isQuiet();
	}

	/**
	 * Tells whether the deadline has closed the connection.
	 * @return whether it has
	 */
	boolean isExpired() {
		return this.dueAt.get() == EXPIRED;
	}

	@Override
	public long dueAt() {
		return this.dueAt.get();
	}

	@Override
	public void expire(long now) {
		long due = this.dueAt.get();
		if (due <= now && this.dueAt.compareAndSet(due, EXPIRED)) {
			close();
		}
	}

	@Override
	public void close() {
		this.channel.close();
	}

}
