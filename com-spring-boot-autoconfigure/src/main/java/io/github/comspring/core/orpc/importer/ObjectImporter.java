package io.github.comspring.core.orpc.importer;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;

import io.github.comspring.ClassFactory;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.exporter.InterfaceTypes;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.exporter.Presence;
import io.github.comspring.core.orpc.identity.Contact;
import io.github.comspring.core.orpc.identity.Introductions;
import io.github.comspring.core.orpc.remote.Lease;
import io.github.comspring.core.orpc.remote.Leases;
import io.github.comspring.core.orpc.remote.Loan;
import io.github.comspring.core.orpc.remote.RemoteObject;
import io.github.comspring.core.orpc.remote.RemoteProcess;
import io.github.comspring.core.orpc.remote.RemoteProcesses;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * The objects of other processes that this one has references to. Safe from any thread.
 */
public final class ObjectImporter implements AutoCloseable {

	private final ObjectExporter exporter;

	private final InterfaceTypes types;

	private final Introductions introductions;

	private final OutgoingCalls calls;

	private final LeakDetector leakDetector;

	private final Exchanges exchanges;

	private final RemoteProcesses processes;

	private final ConcurrentMap<ObjectId, RemoteObject> objects = new ConcurrentHashMap<>();

	private final Leases leases;

	/** Of a process that serves others; none looks for them in one that does not. */
	private final @Nullable ForgottenArguments forgotten;

	/**
	 * Creates an importer without objects.
	 * @param exporter the objects of this process
	 * @param types finds the types of interfaces
	 * @param introductions finds other processes
	 * @param calls makes the calls to them
	 * @param leakDetector watches the pointers to activated objects
	 * @param streamPiece how many bytes of a stream pass in one call
	 * @param client tells whether a process is a client of this one, and so will be
	 * missed
	 * @param launched whether this process was started to serve others, and gives back
	 * what they may have forgotten before it lacks memory itself
	 */
	public ObjectImporter(ObjectExporter exporter, InterfaceTypes types, Introductions introductions,
			OutgoingCalls calls, LeakDetector leakDetector, int streamPiece, LongPredicate client, boolean launched) {
		this.exporter = exporter;
		this.types = types;
		this.introductions = introductions;
		this.calls = calls;
		this.leakDetector = leakDetector;
		this.exchanges = new Exchanges(exporter, this, streamPiece, client);
		this.processes = new RemoteProcesses(
				(process) -> introductions.contacts().drop(process.endpoint(), process.oxid()), calls::disconnect);
		this.leases = new Leases(this::forget, this.processes);
		this.forgotten = launched ? new ForgottenArguments(this.leases::size, ForgottenArguments::collect) : null;
	}

	/**
	 * Returns what the pointers of all calls are marshalled with.
	 * @return the objects of this process and those of others
	 */
	public Exchanges exchanges() {
		return this.exchanges;
	}

	/**
	 * Unmarshals a pointer that is held for as long as it is reachable.
	 * @param type the interface that is expected
	 * @param reference the reference
	 * @param source the object whose call returned it, or {@code null}
	 * @return the object itself if it is one of this process, else a proxy
	 * @throws ComException {@code RPC_E_INVALID_OBJREF} if the reference is to another
	 * interface, {@code OR_INVALID_OXID} if this process was not introduced to that of
	 * the object, {@code CO_E_OBJNOTCONNECTED} if its object is gone
	 */
	public Object unmarshal(Class<?> type, ObjRef reference, @Nullable RemoteObject source) {
		requireInterface(type, reference);
		if (isOwn(reference)) {
			return this.exporter.own(type, reference.target().ipid());
		}
		RemoteObject object = receive(reference);
		if (source != null) {
			object.inherit(source);
		}
		try {
			Object view = view(object, type);
			this.leases.grant(view, object);
			return view;
		}
		catch (RuntimeException | Error ex) {
			this.leases.grant(object, object).enqueue();
			throw ex;
		}
	}

	/**
	 * Unmarshals an argument that is held for as long as it is reachable. May wait for
	 * the garbage collector, so that the process that it is from need not have more than
	 * what is used here.
	 * @param type the interface that is expected
	 * @param reference the reference
	 * @return as for {@link #unmarshal}
	 * @throws ComException as for {@link #unmarshal}
	 */
	public Object keep(Class<?> type, ObjRef reference) {
		if (this.forgotten != null) {
			this.forgotten.makeRoom();
		}
		return unmarshal(type, reference, null);
	}

	private void requireInterface(Class<?> type, ObjRef reference) {
		Iid iid = this.types.use(type);
		if (!iid.equals(reference.iid()) && type != Object.class) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF, "A reference to interface " + reference.iid()
					+ " came where one to " + type.getName() + " belongs");
		}
	}

	private boolean isOwn(ObjRef reference) {
		return reference.target().oxid() == this.exporter.oxid();
	}

	/**
	 * Unmarshals a pointer that is lent for a call.
	 * @param type the interface that is expected
	 * @param reference the reference
	 * @param borrowed told of the loan, which is to be ended after the call
	 * @return as for {@link #unmarshal}
	 * @throws ComException as for {@link #unmarshal}
	 */
	public Object borrow(Class<?> type, ObjRef reference, Consumer<Loan> borrowed) {
		requireInterface(type, reference);
		if (isOwn(reference)) {
			return this.exporter.own(type, reference.target().ipid());
		}
		RemoteObject object = receive(reference);
		borrowed.accept(new Loan(object, reference.target()));
		return view(object, type);
	}

	/**
	 * Lets go of an object that was lent for a call.
	 * @param loan the loan
	 * @param giveBack whether its owner waits for the references that came with it,
	 * rather than take them back by itself
	 */
	public void end(Loan loan, boolean giveBack) {
		RemoteObject object = loan.object();
		List<InterfaceRef> left = object.endLoan(loan.received(), giveBack ? 0 : loan.received().publicRefs());
		if (left != null) {
			forget(object);
			this.leases.giveBack(object.process(), left);
		}
	}

	/**
	 * Gives references back that the owner of an object should have taken back by itself
	 * and has not.
	 * @param loan the loan, which has ended
	 */
	public void giveBack(Loan loan) {
		RemoteProcess process = loan.object().process();
		StdObjRef received = loan.received();
		if (received.publicRefs() > 0) {
			this.leases.giveBack(this.processes.acquire(process.oxid(), () -> process),
					List.of(new InterfaceRef(received.ipid(), received.publicRefs())));
		}
	}

	/**
	 * Releases what was marshalled and will not be unmarshalled any more, soon if it was
	 * in another process.
	 * @param reference the reference
	 * @throws ComException {@code OR_INVALID_OXID} if this process was not introduced to
	 * that of the object
	 */
	public void releaseMarshalData(ObjRef reference) {
		Guid number = reference.target().ipid();
		if (isOwn(reference)) {
			this.exporter.packets().release(number);
		}
		else {
			this.leases.giveBack(process(reference.target().oxid()), List.of(new InterfaceRef(number, 1)));
		}
	}

	/**
	 * Looks whether a process is still where it listened, which takes seconds at most.
	 * @param endpoint where it listened
	 * @param oxid its number
	 * @return what was seen
	 */
	public Presence look(Endpoint endpoint, long oxid) {
		return new RemUnknownProxy(this.calls, this.exchanges, oxid, endpoint).look();
	}

	/**
	 * Unmarshals what an activation returned.
	 * @param coClass the class
	 * @param terms what holds for calls
	 * @param references pointers to interfaces of one object, at least one
	 * @return the object with its creator's reference
	 * @throws ComException as for {@link #unmarshal}
	 */
	public CountedObject activated(CoClass coClass, CallTerms terms, List<ObjRef> references) {
		RemoteObject object = receive(references.get(0));
		object.describe(coClass, terms);
		for (ObjRef further : references.subList(1, references.size())) {
			object.hold(further.iid(), further.target());
			object.letGo();
		}
		// Nothing is left behind that could be forgotten but the pointers, which are
		// watched
		Lease lease = this.leases.grant(object, object);
		return new ImportedObject(coClass, this, object, lease, this.leakDetector);
	}

	private RemoteObject receive(ObjRef reference) {
		StdObjRef target = owned(reference);
		ObjectId id = new ObjectId(target.oxid(), target.oid());
		while (true) {
			RemoteObject object = object(id);
			if (object.hold(reference.iid(), target)) {
				this.calls.stayConnected(object.process().endpoint());
				return object;
			}
			// Its last holder has just let it go
			this.objects.remove(id, object);
		}
	}

	private RemoteObject object(ObjectId id) {
		RemoteObject present = this.objects.get(id);
		if (present != null) {
			return present;
		}
		RemoteProcess process = process(id.oxid);
		RemoteObject fresh = new RemoteObject(process, id.oid);
		present = this.objects.putIfAbsent(id, fresh);
		if (present != null) {
			this.processes.release(process, 1);
			return present;
		}
		return fresh;
	}

	/**
	 * Asks for references if none came with the pointer.
	 */
	private StdObjRef owned(ObjRef reference) {
		StdObjRef target = reference.target();
		if (target.publicRefs() > 0) {
			return target;
		}
		StdObjRef found = ask(reference, (process) -> process.unknown().queryInterface(target.ipid(), reference.iid()));
		if (found.oxid() != target.oxid()) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF,
					"A process was asked for an object of its own, and answered with that of another one");
		}
		return found;
	}

	/**
	 * Returns the process of an object, to be released with it.
	 */
	private RemoteProcess process(long oxid) {
		RemoteProcess known = this.processes.acquire(oxid);
		if (known != null) {
			return known;
		}
		Contact contact = this.introductions.find(oxid);
		return this.processes.acquire(oxid, () -> {
			this.introductions.contacts().add(contact);
			return remote(oxid, contact.endpoint());
		});
	}

	private RemoteProcess remote(long oxid, Endpoint endpoint) {
		return new RemoteProcess(oxid, endpoint, new RemUnknownProxy(this.calls, this.exchanges, oxid, endpoint));
	}

	private <T> T ask(ObjRef reference, Function<RemoteProcess, T> question) {
		RemoteProcess process = process(reference.target().oxid());
		try {
			return question.apply(process);
		}
		finally {
			this.processes.release(process, 1);
		}
	}

	/**
	 * Returns a proxy for an interface of an object, which the object is asked for.
	 * @param object the object
	 * @param type the interface
	 * @return the proxy
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it
	 */
	Object view(RemoteObject object, Class<?> type) {
		RemoteInterface remote = new RemoteInterface(object, type, pointer(object, type));
		if (type == LicensedClassFactory.class) {
			return new RemoteLicensedClassFactory(this.calls, this.exchanges, remote);
		}
		return (type == ClassFactory.class) ? new RemoteClassFactory(this.calls, this.exchanges, remote)
				: ObjectProxy.create(this.calls, this.exchanges, remote);
	}

	/**
	 * Names the interface as the client does, if the object does not support it.
	 */
	private Guid pointer(RemoteObject object, Class<?> type) {
		try {
			return pointer(object, this.types.use(type));
		}
		catch (ComException ex) {
			if (!ex.hresult().equals(HResult.E_NOINTERFACE)) {
				throw ex;
			}
			throw new ComException(HResult.E_NOINTERFACE, object + " does not support " + type.getName(), ex);
		}
	}

	/**
	 * Holds the object meanwhile: what it answers is given back with all else if its last
	 * pointer is closed before it does.
	 */
	private Guid pointer(RemoteObject object, Iid iid) {
		Guid found;
		object.hold();
		try {
			found = object.pointer(iid);
		}
		finally {
			List<InterfaceRef> left = object.letGo();
			if (left != null) {
				forget(object);
				this.leases.giveBack(object.process(), left);
			}
		}
		object.requireHeld();
		return found;
	}

	/**
	 * Returns a reference to an interface of an object for a third process.
	 * @param object the object
	 * @param type the interface, which the object is asked for
	 * @return the reference, without references
	 * @throws ComException as for {@link #view}, {@code CO_E_OBJNOTCONNECTED}
	 */
	ObjRef reference(RemoteObject object, Class<?> type) {
		Iid iid = Iid.of(type);
		return object.reference(iid, pointer(object, iid));
	}

	/**
	 * Returns a proxy for an object that is known by its number alone.
	 * @param endpoint where its process listens
	 * @param process the number of its process, or 0
	 * @param ipid the number
	 * @param type the interface
	 * @param about the class that calls are about, or {@code null} for none
	 * @param terms what holds for calls about the class
	 * @return the proxy, which needs no references
	 */
	public Object wellKnown(Endpoint endpoint, long process, Guid ipid, Class<?> type, @Nullable CoClass about,
			CallTerms terms) {
		RemoteObject object = new RemoteObject(remote(process, endpoint), 0);
		if (about != null) {
			object.describe(about, terms);
		}
		object.hold(Iid.of(type), new StdObjRef(StdObjRef.NO_PING, 0, 0, 0, ipid));
		return ObjectProxy.create(this.calls, this.exchanges, new RemoteInterface(object, type, ipid));
	}

	/**
	 * Forgets a process that has ended.
	 * @param oxid the process
	 * @return where it was called, or {@code null} if it was not known
	 */
	public @Nullable Endpoint processGone(long oxid) {
		RemoteProcess gone = this.processes.remove(oxid);
		return (gone != null) ? gone.endpoint() : null;
	}

	private void forget(RemoteObject object) {
		this.objects.remove(new ObjectId(object.process().oxid(), object.oid()), object);
	}

	/**
	 * Returns how many processes are known.
	 * @return the number
	 */
	int processCount() {
		return this.processes.size();
	}

	/**
	 * Gives back what is let go of at the moment, and ends the threads that do so.
	 */
	@Override
	public void close() {
		this.leases.close();
	}

	/**
	 * The identity of an object everywhere.
	 *
	 * @param oxid its process
	 * @param oid its number there
	 */
	private record ObjectId(long oxid, long oid) {

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof ObjectId that && this.oxid == that.oxid && this.oid == that.oid;
		}

		/**
		 * Not the generated one, which a JVM that has just started takes long to link.
		 */
		@Override
		public int hashCode() {
			return 31 * Long.hashCode(this.oxid) + Long.hashCode(this.oid);
		}

	}

}
