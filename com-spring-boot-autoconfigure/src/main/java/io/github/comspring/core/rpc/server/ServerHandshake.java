package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.MessageSender;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the calls on one connection at the server's end: who the client is,
 * and what it would like to call.
 */
final class ServerHandshake {

	/** The least that a client is taken to have offered. */
	private static final int SMALLEST_OFFER = 2048;

	private final PduChannel channel;

	private final Peer peer;

	private final RpcServer server;

	private final ServerContexts contexts;

	private final ServerSecurity security;

	/** Puts the connection on somebody's account, if there is room. */
	private final Predicate<Payer> admission;

	private volatile @Nullable AssociationGroup association;

	private volatile boolean identified;

	private int fragmentSize;

	ServerHandshake(PduChannel channel, Peer peer, RpcServer server, ServerContexts contexts, ServerSecurity security,
			Predicate<Payer> admission) {
		this.channel = channel;
		this.peer = peer;
		this.server = server;
		this.contexts = contexts;
		this.security = security;
		this.admission = admission;
	}

	/**
	 * Answers {@code bind} or {@code alter_context}.
	 * @param pdu the fragment
	 * @return whether the connection was not refused
	 * @throws IOException if the client broke the rules, or the connection did
	 */
	boolean negotiate(Pdu pdu) throws IOException {
		try {
			return accept(pdu);
		}
		catch (RefusedException ex) {
			this.server.complaints().add(this.peer, "Refused a connection of " + this.peer + ". " + ex.getMessage());
			if (pdu.type() == PduType.BIND) {
				return refuse(pdu.callId(), ex.nak());
			}
			MessageSender.refusal(this.channel, pdu.callId(), ex.status());
			return false;
		}
	}

	private boolean accept(Pdu pdu) throws IOException, RefusedException {
		Bind bind = parse(pdu);
		SecurityTrailer trailer = SecurityTrailer.of(pdu);
		this.contexts.requireValid(bind.contexts());
		byte[] token = this.security.accept(trailer);
		boolean headers = pdu.has(Pdu.HEADER_SIGN) && this.security.signHeaders();
		AssociationGroup group = this.association;
		if (group != null) {
			identify(group);
		}
		else if (!isAdmitted()) {
			// The account has complained
			return refuse(pdu.callId(), BindNak.LIMIT_EXCEEDED);
		}
		else {
			group = join(bind.group());
			if (group == null) {
				// No complaint: a client need not have seen that its group has ended
				return refuse(pdu.callId(), BindNak.NOT_SPECIFIED);
			}
			this.association = group;
			this.fragmentSize = agree(bind);
		}
		String address = (pdu.type() == PduType.BIND) ? this.server.secondaryAddress() : "";
		BindAck ack = new BindAck(this.fragmentSize, this.fragmentSize, group.id(), address,
				this.contexts.negotiate(bind.contexts()));
		send(pdu, ack, trailer, token, headers ? Pdu.HEADER_SIGN : 0);
		return true;
	}

	private boolean isAdmitted() {
		return this.admission.test(new Payer(this.peer, this.security.isSettled() ? this.security.principal() : null));
	}

	private static Bind parse(Pdu pdu) throws RefusedException {
		try {
			return pdu.parse(Bind::parse);
		}
		catch (ProtocolException ex) {
			throw RefusedException.malformed(ex.getMessage());
		}
	}

	/**
	 * One size for both directions.
	 */
	private int agree(Bind bind) {
		int offered = Math.max(SMALLEST_OFFER, Math.min(bind.maxTransmit(), bind.maxReceive()));
		return Math.min(this.server.limits().fragmentSize(), offered) & ~7;
	}

	private @Nullable AssociationGroup join(int id) {
		this.identified = this.security.isSettled();
		return this.identified ? this.server.associations().join(id, this.peer, this.security.principal())
				: this.server.associations().join(id, this.peer);
	}

	private void send(Pdu pdu, BindAck ack, @Nullable SecurityTrailer trailer, byte[] token, int flags)
			throws IOException {
		boolean first = pdu.type() == PduType.BIND;
		ByteBuffer frame = this.channel.begin(first ? PduType.BIND_ACK : PduType.ALTER_CONTEXT_RESP, pdu.callId(),
				Pdu.HEADER + 128 + ack.secondaryAddress().length() + ack.results().size() * 24 + token.length);
		ack.put(frame);
		// The last one of an authentication has a trailer without a token
		if (trailer != null && (token.length > 0 || !first)) {
			frame.put((byte) trailer.type()).put((byte) trailer.level()).putShort((short) 0);
			frame.putInt(trailer.contextId()).put(token);
		}
		this.channel.send(Pdu.FIRST | Pdu.LAST | flags, token.length);
	}

	/**
	 * Refuses the connection.
	 * @param callId the number of the bind
	 * @param reason why
	 * @return {@code false}
	 * @throws IOException if the connection broke
	 */
	boolean refuse(int callId, BindNak reason) throws IOException {
		reason.put(this.channel.begin(PduType.BIND_NAK, callId, Pdu.HEADER + 16));
		this.channel.send(Pdu.FIRST | Pdu.LAST, 0);
		return false;
	}

	/**
	 * Takes the last token of an authentication ({@code auth3}). A bad one is reported on
	 * the first request, since this message has no answer.
	 * @param pdu the fragment
	 * @throws IOException if the client is not the one whose group it named
	 */
	void authenticate(Pdu pdu) throws IOException {
		try {
			this.security.accept(SecurityTrailer.of(pdu));
		}
		catch (RefusedException ex) {
			this.server.complaints()
				.add(this.peer, "A connection of " + this.peer + " did not authenticate: " + ex.getMessage());
			this.identified = false;
			return;
		}
		AssociationGroup group = this.association;
		try {
			if (group != null) {
				identify(group);
			}
		}
		catch (RefusedException ex) {
			throw new ProtocolException(ex.getMessage());
		}
	}

	private void identify(AssociationGroup group) throws RefusedException {
		if (this.identified || !this.security.isSettled()) {
			return;
		}
		if (!this.server.associations().identify(group, this.security.principal())) {
			throw RefusedException.denied("It named the association group of another client");
		}
		if (!isAdmitted()) {
			throw RefusedException.full("There is no room for its connection");
		}
		this.identified = true;
	}

	/**
	 * Returns the client.
	 * @return its association, or {@code null} if it has not bound yet
	 */
	@Nullable AssociationGroup association() {
		return this.association;
	}

	/**
	 * Tells whether the client has shown who it is, if it is about to at all.
	 * @return whether it has
	 */
	boolean isIdentified() {
		return this.identified;
	}

	/**
	 * Returns how long a fragment may be.
	 * @return the size in bytes that was agreed on
	 */
	int fragmentSize() {
		return this.fragmentSize;
	}

}
