package io.github.comspring.core.orpc.identity;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.identity.Visitors.Visitor;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.pdu.SecurityContext;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.Peer;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Whom this process knows, where it connects to them, and what it shows there. It
 * connects to nobody else: what references say of where a process listens is never
 * followed. A process is known if it has introduced itself with a connection to this one,
 * or the service control manager has introduced it. Safe from any thread.
 */
public final class Introductions {

	private final ProcessKey key = ProcessKey.random();

	private final Contacts contacts = new Contacts();

	private final Visitors visitors = new Visitors();

	private final Supplier<List<Endpoint>> own;

	/** Where the service control manager of this process listens. */
	private volatile @Nullable Endpoint scm;

	private volatile Introducer introducer = Introducer.NONE;

	/** Whether a process may be connected to where it says itself. */
	private volatile BiPredicate<UnixEndpoint, Peer> admission = (endpoint, peer) -> isBeside(endpoint);

	/**
	 * Creates the introductions of a process that knows nobody.
	 * @param own where this process listens; it starts to if it does not yet
	 */
	public Introductions(Supplier<List<Endpoint>> own) {
		this.own = own;
	}

	/**
	 * Returns the key of this process, which has its number.
	 * @return the key
	 */
	public ProcessKey key() {
		return this.key;
	}

	/**
	 * Returns where this process connects to others.
	 * @return the contacts
	 */
	public Contacts contacts() {
		return this.contacts;
	}

	/**
	 * Returns who has introduced itself to this process.
	 * @return the visitors
	 */
	public Visitors visitors() {
		return this.visitors;
	}

	/**
	 * Sets who introduces this process to others, and is shown its key for that.
	 * @param listening where it listens
	 * @param asked asks it
	 */
	public void introducedBy(Endpoint listening, Introducer asked) {
		this.introducer = asked;
		this.scm = listening;
	}

	/**
	 * Sets which processes are connected to where they say themselves, and others are
	 * told so.
	 * @param admitted tells of an endpoint and of who names it whether it is
	 */
	public void admit(BiPredicate<UnixEndpoint, Peer> admitted) {
		this.admission = admitted;
	}

	/**
	 * Returns what this process shows to whoever listens at an endpoint.
	 * @param endpoint the endpoint
	 * @return the context, or {@code null} if it was not introduced there
	 */
	public @Nullable SecurityContext shownAt(Endpoint endpoint) {
		Contact contact = this.contacts.find(endpoint);
		if (endpoint.equals(this.scm)) {
			String secret = (contact != null) ? contact.secret() : null;
			return ProcessIdentity.client(Token.of(this.key, listening(), secret));
		}
		if (contact == null || (contact.ticket() == null && contact.secret() == null)) {
			return null;
		}
		return ProcessIdentity.client(Token.of(this.key, listening(), contact));
	}

	private List<Endpoint> listening() {
		try {
			return this.own.get();
		}
		catch (ComException ex) {
			// Nobody calls back then, and who is handed an object gets this error
			return List.of();
		}
	}

	/**
	 * Keeps a process that has called this one, and listens at an endpoint, until it is
	 * said to have ended.
	 * @param endpoint the endpoint
	 * @param process its number, or 0 if it is not known
	 * @param secret the secret that it shares with this one, or {@code null}
	 * @throws ComException {@code E_ACCESSDENIED} if another one listens there that is
	 * connected to this one
	 */
	public void meet(Endpoint endpoint, long process, @Nullable String secret) {
		Contact other = other(endpoint, process);
		if (other != null && this.visitors.find(other.process()) != null) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"A process says that it listens at " + endpoint + ", where another one does");
		}
		Visitor visitor = this.visitors.find(process);
		ProcessKey known = (visitor != null) ? visitor.introduced().key() : null;
		byte[] ticket = (visitor != null) ? visitor.introduced().ticketBack(this.key.oxid()) : null;
		this.contacts.keep(new Contact(endpoint, process, ticket, known, secret, true));
	}

	/**
	 * Finds a process. May ask the service control manager for it.
	 * @param process its number
	 * @return where to connect to, and with what
	 * @throws ComException {@code OR_INVALID_OXID} if it is not known to that, either, or
	 * why that cannot be asked
	 */
	public Contact find(long process) {
		Contact contact = this.contacts.find(process);
		if (contact == null) {
			contact = visiting(process);
		}
		if (contact == null) {
			Introduction introduction = this.introducer.introduce(process);
			contact = (introduction != null) ? contact(process, introduction.endpoints(), introduction.ticket()) : null;
		}
		if (contact == null) {
			throw new ComException(HResult.OR_INVALID_OXID, "A reference leads to process " + Long.toHexString(process)
					+ ", which nobody has introduced to this one: it has ended, or its "
					+ "service control manager is another one. Have both started by the same application, or use the "
					+ "same host (comspring.scm.endpoint)");
		}
		return contact;
	}

	/**
	 * Finds whom this process has been introduced to where another one says that it
	 * listens.
	 */
	private @Nullable Contact other(Endpoint endpoint, long process) {
		Contact present = this.contacts.find(endpoint);
		return (present != null && present.process() != 0 && present.process() != process) ? present : null;
	}

	private @Nullable Contact visiting(long process) {
		Visitor visitor = this.visitors.find(process);
		byte[] ticket = (visitor != null) ? visitor.introduced().ticketBack(this.key.oxid()) : null;
		return (visitor != null && ticket != null) ? contact(process, admitted(visitor), ticket) : null;
	}

	/**
	 * Of several, that of the service control manager is the one that is connected to
	 * already.
	 */
	private @Nullable Contact contact(long process, List<Endpoint> endpoints, byte[] ticket) {
		Endpoint known = this.scm;
		Endpoint reachable = (known != null && endpoints.contains(known)) ? known
				: new StringBindings(endpoints).reachable();
		return (reachable != null) ? new Contact(reachable, process, ticket) : null;
	}

	private List<Endpoint> admitted(Visitor visitor) {
		return visitor.introduced().endpoints().stream().filter((each) -> isAdmitted(each, visitor)).toList();
	}

	/**
	 * Tells where a process that has introduced itself listens.
	 * @param introduced the process
	 * @param peer what the kernel says of it
	 * @return the endpoints of this machine at which it may be connected to
	 */
	public List<UnixEndpoint> listening(Introduced introduced, Peer peer) {
		Contact contact = this.contacts.find(introduced.oxid());
		if (contact != null && contact.endpoint() instanceof UnixEndpoint known) {
			return List.of(known);
		}
		return admitted(new Visitor(introduced, peer)).stream().map(UnixEndpoint.class::cast).toList();
	}

	private boolean isAdmitted(Endpoint endpoint, Visitor visitor) {
		return endpoint instanceof UnixEndpoint unix && other(endpoint, visitor.introduced().oxid()) == null
				&& this.admission.test(unix, visitor.peer());
	}

	private boolean isBeside(UnixEndpoint endpoint) {
		Endpoint known = this.scm;
		return (known != null && endpoint.isBeside(known)) || listening().stream().anyMatch(endpoint::isBeside);
	}

	/**
	 * Introduces one process that this one is the service control manager of to another.
	 * @param process the one that is to be reached
	 * @param holder the one that wants to reach it
	 * @return how it does, or {@code null} if the other one is not known
	 */
	public @Nullable Introduction introduce(long process, long holder) {
		if (process == this.key.oxid()) {
			return new Introduction(listening(), this.key.ticket(holder));
		}
		Contact contact = this.contacts.find(process);
		ProcessKey known = (contact != null) ? contact.key() : null;
		if (contact != null && known != null) {
			return new Introduction(List.of(contact.endpoint()), known.ticket(holder));
		}
		Visitor visitor = this.visitors.find(process);
		known = (visitor != null) ? visitor.introduced().key() : null;
		if (visitor == null || known == null) {
			return null;
		}
		List<Endpoint> endpoints = admitted(visitor);
		return endpoints.isEmpty() ? null : new Introduction(endpoints, known.ticket(holder));
	}

	/**
	 * Takes notice of a call of a process that has introduced itself.
	 * @param introduced who it has shown to be
	 * @param peer the process as the kernel knows it
	 */
	public void called(Introduced introduced, Peer peer) {
		this.visitors.called(introduced, peer);
	}

}
