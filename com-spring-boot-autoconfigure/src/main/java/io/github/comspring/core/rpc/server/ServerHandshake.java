package io.github.comspring.core.rpc.server;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Predicate;

import io.github.comspring.ComException;
import io.github.comspring.core.rpc.pdu.Bind;
import io.github.comspring.core.rpc.pdu.BindAck;
import io.github.comspring.core.rpc.pdu.BindNak;
import io.github.comspring.core.rpc.pdu.Pdu;
import io.github.comspring.core.rpc.pdu.PduChannel;
import io.github.comspring.core.rpc.pdu.PduType;
import io.github.comspring.core.rpc.pdu.ProtocolException;
import io.github.comspring.core.rpc.pdu.RpcLimits;
import io.github.comspring.core.rpc.pdu.SecurityTrailer;
import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * What comes before the calls on one connection at the server's end: who the client is,
 * and what it would like to call.
 */
final class ServerHandshake {

	private final PduChannel channel;

	private final Peer peer;

	private final RpcServer server;

	private final ServerContexts contexts;

	private final ServerSecurity security;

	/** Puts the connection on somebody's account, if there is room. */
	private final Predicate<Payer> admission;

	private volatile @Nullable AssociationGroup association;

	private volatile boolean identified;

	private int maxTransmit;

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
		Bind bind = pdu.parse(Bind::parse);
		SecurityTrailer trailer = SecurityTrailer.of(pdu);
		byte[] token;
		try {
			token = this.security.accept(trailer);
		}
		catch (ServerSecurity.UnknownServiceException ex) {
			return refuse(pdu, BindNak.UNKNOWN_AUTHENTICATION);
		}
		catch (ComException ex) {
			this.server.complaints().add(this.peer, "Refused a connection of " + this.peer + ": " + ex.getMessage());
			return refuse(pdu, BindNak.BAD_TOKEN);
		}
		AssociationGroup group = this.association;
		if (group != null) {
			identify(group);
			answer(pdu, bind, group, trailer, token);
		}
		else if (!isAdmitted()) {
			return refuse(pdu, BindNak.LIMIT_EXCEEDED);
		}
		else {
			this.maxTransmit = Math.max(RpcLimits.SMALLEST_FRAGMENT,
					Math.min(this.server.limits().fragmentSize(), bind.maxReceive()));
			answer(pdu, bind, join(bind.group()), trailer, token);
		}
		return true;
	}

	private boolean isAdmitted() {
		return this.admission.test(new Payer(this.peer, this.security.isSettled() ? this.security.principal() : null));
	}

	private void answer(Pdu pdu, Bind bind, AssociationGroup group, @Nullable SecurityTrailer trailer, byte[] token)
			throws IOException {
		boolean first = pdu.type() == PduType.BIND;
		int size = this.server.limits().fragmentSize();
		BindAck ack = new BindAck(size, size, group.id(), first ? this.server.secondaryAddress() : "",
				this.contexts.negotiate(bind.contexts()));
		send(first ? PduType.BIND_ACK : PduType.ALTER_CONTEXT_RESP, pdu.callId(), ack, trailer, token);
	}

	private AssociationGroup join(int id) {
		this.identified = this.security.isSettled();
		AssociationGroup joined = this.identified
				? this.server.associations().join(id, this.peer, this.security.principal())
				: this.server.associations().join(id, this.peer);
		this.association = joined;
		return joined;
	}

	private void send(PduType type, int callId, BindAck ack, @Nullable SecurityTrailer trailer, byte[] token)
			throws IOException {
		ByteBuffer frame = this.channel.begin(type, callId,
				Pdu.HEADER + 128 + ack.secondaryAddress().length() + ack.results().size() * 24 + token.length);
		ack.put(frame);
		if (trailer != null && token.length > 0) {
			frame.put((byte) trailer.type()).put((byte) trailer.level()).putShort((short) 0);
			frame.putInt(trailer.contextId()).put(token);
		}
		this.channel.send(Pdu.FIRST | Pdu.LAST, token.length);
	}

	/**
	 * Refuses the connection.
	 * @param pdu what the client sent
	 * @param reason why
	 * @return {@code false}
	 * @throws IOException if the connection broke
	 */
	boolean refuse(Pdu pdu, BindNak reason) throws IOException {
		reason.put(this.channel.begin(PduType.BIND_NAK, pdu.callId(), Pdu.HEADER + 16));
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
		catch (ComException | ServerSecurity.UnknownServiceException ex) {
			this.server.complaints()
				.add(this.peer, "A connection of " + this.peer + " did not authenticate: " + ex.getMessage());
			this.identified = false;
			return;
		}
		AssociationGroup group = this.association;
		if (group != null) {
			identify(group);
		}
	}

	private void identify(AssociationGroup group) throws ProtocolException {
		if (this.identified || !this.security.isSettled()) {
			return;
		}
		if (!this.server.associations().identify(group, this.security.principal())) {
			throw new ProtocolException("It named the association group of another client");
		}
		if (!isAdmitted()) {
			throw new ProtocolException("There is no room for its connection");
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
	 * Returns the largest fragment that the client takes.
	 * @return the size in bytes
	 */
	int maxTransmit() {
		return this.maxTransmit;
	}

}
