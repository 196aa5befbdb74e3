package io.github.comspring.core.rpc.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.FragmentSecurity;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import org.jspecify.annotations.Nullable;

/**
 * What a client and a server agree on before the calls on one connection: who the client
 * is, and which interfaces it calls.
 */
final class ClientBinding {

	private static final int SECURITY_CONTEXT = 1;

	private final ClientChannel channel;

	private final RpcLimits limits;

	private final @Nullable SecurityContext security;

	private final Map<SyntaxId, Integer> contexts = new HashMap<>();

	/** The interface of the last call, which most calls are to again. */
	private @Nullable SyntaxId lastInterface;

	private int lastContext;

	private int group;

	ClientBinding(ClientChannel channel, RpcLimits limits, @Nullable SecurityContext security) {
		this.channel = channel;
		this.limits = limits;
		this.security = security;
	}

	/**
	 * Introduces this process to the server.
	 * @param interfaceId the first interface
	 * @param wanted the association group to join, 0 for a new one
	 * @return the server's answer, which need not accept the interface
	 * @throws IOException if the connection broke
	 */
	BindAck bind(SyntaxId interfaceId, int wanted) throws IOException {
		byte[] token = (this.security != null) ? this.security.exchange(new byte[0]) : new byte[0];
		BindAck ack = negotiate(PduType.BIND, interfaceId, wanted, token);
		this.group = ack.group();
		return ack;
	}

	/**
	 * Returns the presentation context of an interface, asking the server for one if
	 * there is none yet.
	 * @param interfaceId the interface
	 * @return the number of the context
	 * @throws RejectedInterfaceException if the server does not serve the interface
	 * @throws IOException if the connection broke
	 */
	int context(SyntaxId interfaceId) throws IOException {
		if (interfaceId != this.lastInterface) {
			Integer known = this.contexts.get(interfaceId);
			this.lastContext = (known != null) ? known
					: accept(interfaceId, negotiate(PduType.ALTER_CONTEXT, interfaceId, this.group, new byte[0]));
			this.lastInterface = interfaceId;
		}
		return this.lastContext;
	}

	/**
	 * Takes the server's answer about an interface.
	 * @param interfaceId the interface
	 * @param ack the answer
	 * @return the number of the interface's presentation context
	 * @throws RejectedInterfaceException if the server does not serve the interface
	 */
	int accept(SyntaxId interfaceId, BindAck ack) {
		BindAck.Result result = ack.results().get(0);
		if (!result.isAccepted()) {
			SyntaxId served = result.syntax();
			throw new RejectedInterfaceException(this.channel.server(), interfaceId,
					served.uuid().equals(Guid.NULL) ? null : served);
		}
		int id = this.contexts.size();
		this.contexts.put(interfaceId, id);
		return id;
	}

	/**
	 * Returns what protects the fragments.
	 * @return the protection, or {@code null} if nothing does
	 */
	@Nullable FragmentSecurity protection() {
		return (this.security != null && this.security.signatureLength() > 0)
				? new FragmentSecurity(this.security, SECURITY_CONTEXT) : null;
	}

	/**
	 * Returns the association group that the server has put the connection into.
	 * @return the group, 0 before the connection is bound
	 */
	int group() {
		return this.group;
	}

	/**
	 * Takes notice of whether the server's signatures cover the headers, too.
	 */
	private void agreeOnHeaders(Pdu answer) {
		if (this.security != null && answer.has(Pdu.HEADER_SIGN) && this.security.canSignHeaders()) {
			this.security.signHeaders();
		}
	}

	private BindAck negotiate(PduType type, SyntaxId interfaceId, int wanted, byte[] token) throws IOException {
		Bind.Context context = new Bind.Context(this.contexts.size(), interfaceId, List.of(SyntaxId.NDR));
		int size = this.limits.fragmentSize();
		int callId = this.channel.ask();
		send(type, callId, new Bind(size, size, wanted, List.of(context)), token);
		Pdu answer = this.channel.read();
		switch (answer.type()) {
			case BIND_ACK, ALTER_CONTEXT_RESP -> {
				BindAck ack = answer.parse(BindAck::parse);
				if (ack.results().size() != 1) {
					throw new ProtocolException("It answered a bind with " + ack.results().size() + " results");
				}
				agreeOnHeaders(answer);
				authenticate(callId, SecurityTrailer.of(answer));
				this.channel.answered();
				return ack;
			}
			case BIND_NAK -> throw refused(answer.parse(BindNak::parse), wanted);
			case FAULT -> throw this.channel.answered(answer);
			case SHUTDOWN -> throw new IOException("The server closed the connection");
			default -> throw new ProtocolException("It answered a bind with " + answer.type());
		}
	}

	private void authenticate(int callId, @Nullable SecurityTrailer trailer) throws IOException {
		if (this.security == null || this.security.isEstablished()) {
			return;
		}
		byte[] next = this.security.exchange((trailer != null) ? trailer.token() : new byte[0]);
		if (next.length > 0) {
			send(PduType.AUTH3, callId, null, next);
		}
		if (!this.security.isEstablished()) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"The server at " + this.channel.server() + " did not authenticate");
		}
	}

	private void send(PduType type, int callId, @Nullable Bind bind, byte[] token) throws IOException {
		ByteBuffer frame = this.channel.fragments().begin(type, callId, Pdu.HEADER + 128 + token.length);
		if (bind != null) {
			bind.put(frame);
		}
		else {
			// The body of auth3: four bytes that mean nothing
			frame.putInt(0);
		}
		int flags = Pdu.FIRST | Pdu.LAST;
		if (this.security != null && token.length > 0) {
			SecurityTrailer.put(frame, this.security, 0, SECURITY_CONTEXT);
			frame.put(token);
			flags |= this.security.canSignHeaders() ? Pdu.HEADER_SIGN : 0;
		}
		this.channel.fragments().send(flags, token.length);
	}

	private ComException refused(BindNak nak, int wanted) throws UnknownGroupException {
		if (nak.equals(BindNak.NOT_SPECIFIED) && wanted != 0) {
			throw new UnknownGroupException();
		}
		String server = "The server at " + this.channel.server();
		if (nak.equals(BindNak.LIMIT_EXCEEDED)) {
			return new ComException(HResult.RPC_S_SERVER_TOO_BUSY, server + " accepts no more connections of "
					+ "this process; comspring.rpc.per-peer.max-connections of the server says how many it does");
		}
		if (nak.equals(BindNak.BAD_TOKEN) || nak.equals(BindNak.UNKNOWN_AUTHENTICATION)) {
			return new ComException(HResult.E_ACCESSDENIED, server + " does not accept how this process authenticates");
		}
		return new ComException(HResult.RPC_S_PROTOCOL_ERROR,
				server + " refused the connection for reason " + nak.reason());
	}

}
