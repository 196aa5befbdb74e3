package io.github.comspring.core.orpc.exporter;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.stub.InstanceCreator;
import io.github.comspring.core.orpc.stub.Stub;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.reference.ClassObject;
import org.jspecify.annotations.Nullable;

/**
 * The objects of this process that others have references to (an object exporter, whose
 * number is the OXID). Safe from any thread.
 */
public final class ObjectExporter {

	/** How many references go with each pointer, so that a client can copy it freely. */
	public static final int REFERENCES = 5;

	private final ThisProcess self;

	private final InterfaceTypes types;

	private final StubFactory stubs;

	private final MarshalledPackets packets;

	private final HeldObjects held;

	private final AbandonedArguments abandoned = new AbandonedArguments();

	private final AtomicLong lastOid = new AtomicLong();

	private final ConcurrentMap<Identity, ExportedObject> objects = new ConcurrentHashMap<>();

	private final ServedInterfaces served = new ServedInterfaces();

	/** What clients of plain objects keep. */
	private volatile ClassObject.Server process = ClassObject.Server.NONE;

	/**
	 * Creates an exporter without objects.
	 * @param self this process
	 * @param types finds the types of interfaces
	 * @param creator creates instances for other processes
	 * @param held counts what each client holds
	 * @param proxy tells of an object whether it is a proxy for one of another process
	 */
	public ObjectExporter(ThisProcess self, InterfaceTypes types, InstanceCreator creator, HeldObjects held,
			Predicate<Object> proxy) {
		this.self = self;
		this.types = types;
		this.stubs = new StubFactory(creator);
		this.held = held;
		this.packets = new MarshalledPackets(this, proxy);
	}

	/**
	 * Has the clients of plain objects that are exported from now on keep a process.
	 * @param kept the process
	 */
	public void keep(ClassObject.Server kept) {
		this.process = kept;
	}

	/**
	 * Makes an export of an object that is of no class.
	 * @param target the object
	 * @return the export
	 */
	Exported plain(Object target) {
		return new ExportedPlain(target, this.process);
	}

	private static Exported permanent(Object target) {
		return new ExportedPlain(target, ClassObject.Server.NONE);
	}

	/**
	 * Exports an interface of an object, with references for one client.
	 * @param export the object
	 * @param type the interface
	 * @param client the client
	 * @return the interface pointer
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it,
	 * {@code CO_E_CANT_REMOTE} if the interface cannot leave the process; nothing was
	 * exported
	 */
	ExportedInterface export(Exported export, Class<?> type, long client) {
		return export(export, type, client, REFERENCES);
	}

	/**
	 * Exports an interface of an object, which the client names by its id.
	 */
	ExportedInterface export(Exported export, Iid iid, long client) {
		return export(export, this.types.require(export, iid), client);
	}

	/**
	 * Exports an interface of an object that is of no class, with {@link #REFERENCES} for
	 * one client.
	 * @param target the object
	 * @param type the interface
	 * @param client the client
	 * @return the interface pointer
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_CANT_REMOTE},
	 * {@code E_OUTOFMEMORY} if the client holds as many objects as it may
	 */
	public ExportedInterface exportPlain(Object target, Class<?> type, long client) {
		return export(plain(target), type, client);
	}

	/**
	 * Exports an interface of an object, with so many references for one client.
	 */
	ExportedInterface export(Exported export, Class<?> type, long client, int references) {
		Object view = this.stubs.view(export, type);
		while (true) {
			ExportedObject object = object(export);
			ExportedInterface pointer = pointer(object, object.leadWith(export), type, view);
			if (join(object, export, client, pointer, references)) {
				return pointer;
			}
			// Its last client has just gone: the next round exports it anew
			forget(object);
		}
	}

	private boolean join(ExportedObject object, Exported export, long client, ExportedInterface pointer,
			int references) {
		try {
			return object.join(export, client, pointer, references);
		}
		catch (RuntimeException | Error ex) {
			if (object.closeUnused()) {
				forget(object);
			}
			throw ex;
		}
	}

	private ExportedObject object(Exported export) {
		return this.objects.computeIfAbsent(new Identity(export.target()),
				(missing) -> new ExportedObject(this.lastOid.incrementAndGet(), export, false, this.held));
	}

	/**
	 * Exports an interface of an object that was exported before. One of a class must
	 * still be: its last pointer has ended it.
	 * @throws ComException {@code CO_E_OBJNOTREG} if it is no more
	 */
	ExportedInterface exportAgain(Object target, @Nullable CoClass coClass, Class<?> type, long client,
			int references) {
		if (coClass == null) {
			return export(plain(target), type, client, references);
		}
		ExportedObject object = this.objects.get(new Identity(target));
		if (object != null) {
			ExportedInterface pointer = pointer(object, object.lead(), type, this.stubs.view(object.lead(), type));
			if (object.addReferences(client, pointer, references)) {
				return pointer;
			}
			forget(object);
		}
		throw new ComException(HResult.CO_E_OBJNOTREG, "The last pointer to an instance of " + coClass + " was closed");
	}

	private ExportedInterface pointer(ExportedObject object, Exported lead, Class<?> type, Object view) {
		Iid iid = this.types.use(type);
		ExportedInterface known = object.find(iid);
		if (known != null) {
			return known;
		}
		ExportedInterface added = object.add(Guid.random(), iid, this.stubs.stub(lead, type, view));
		this.served.add(added);
		return added;
	}

	/**
	 * Exports an object under a number that its clients know, for as long as the process
	 * lives.
	 * @param <T> the interface
	 * @param ipid the number
	 * @param type the interface
	 * @param target the object
	 */
	public <T> void exportWellKnown(Guid ipid, Class<T> type, T target) {
		ExportedObject object = new ExportedObject(this.lastOid.incrementAndGet(), permanent(target), true, this.held);
		Stub stub = this.stubs.stub(object.lead(), type, target);
		this.served.add(object.add(ipid, this.types.use(type), stub));
	}

	/**
	 * Exports {@code IRemUnknown2} of this process.
	 * @param ipid the number for it
	 * @param stub carries out its calls
	 */
	public void exportRemUnknown(Guid ipid, Stub stub) {
		ExportedObject object = new ExportedObject(this.lastOid.incrementAndGet(), permanent(stub), true, this.held);
		this.served.add(object.add(ipid, RemUnknownStub.REM_UNKNOWN2, stub));
		this.served.addVersion(RemUnknownStub.REM_UNKNOWN, stub.version());
	}

	/**
	 * Serves an interface that belongs to no object. It is found by its own id.
	 * @param iid the interface
	 * @param stub carries out its calls
	 */
	public void exportInterface(Iid iid, Stub stub) {
		ExportedObject object = new ExportedObject(this.lastOid.incrementAndGet(), permanent(stub), true, this.held);
		this.served.add(object.add(iid.guid(), iid, stub));
	}

	/**
	 * Returns the interfaces that can be called from outside.
	 * @return the interfaces
	 */
	public ServedInterfaces served() {
		return this.served;
	}

	/**
	 * Returns a reference for a client.
	 * @param pointer the interface
	 * @param publicRefs how many references the client owns with it
	 * @return the reference
	 */
	public ObjRef reference(ExportedInterface pointer, int publicRefs) {
		return pointer.reference(this.self, publicRefs);
	}

	/**
	 * Returns the number of this process.
	 * @return the OXID
	 */
	public long oxid() {
		return this.self.oxid();
	}

	/**
	 * Returns what was marshalled for nobody in particular.
	 * @return the packets
	 */
	public MarshalledPackets packets() {
		return this.packets;
	}

	/**
	 * Returns the arguments of calls that this process has given up.
	 * @return the arguments
	 */
	public AbandonedArguments abandoned() {
		return this.abandoned;
	}

	/**
	 * Finds another interface of an exported object ({@code RemQueryInterface}), or what
	 * a packet leads to.
	 * @param ipid the number of an interface pointer or of a packet
	 * @param iid the other interface, for a packet its own
	 * @param client the client
	 * @param references how many references it asks for
	 * @return the other interface, with those references
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_OBJNOTCONNECTED},
	 * {@code CO_E_OBJNOTREG}
	 */
	ExportedInterface query(Guid ipid, Iid iid, long client, int references) {
		ExportedInterface unmarshalled = this.packets.unmarshal(ipid, iid, client, references);
		return (unmarshalled != null) ? unmarshalled : query(this.served.require(ipid), iid, client, references);
	}

	/**
	 * Finds an object of this process that another one had a reference to.
	 * @param type the interface that is expected
	 * @param ipid the number of an interface pointer or of a packet
	 * @return the object, or what it answers for the interface with
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED}, {@code CO_E_OBJNOTREG},
	 * {@code RPC_E_INVALID_OBJREF} if it does not have the interface
	 */
	public Object own(Class<?> type, Guid ipid) {
		ExportedInterface unmarshalled = this.packets.unmarshal(ipid, Iid.of(type), oxid(), REFERENCES);
		if (unmarshalled != null) {
			// The object itself needs no references
			release(unmarshalled.ipid(), oxid(), REFERENCES);
		}
		ExportedObject object = ((unmarshalled != null) ? unmarshalled : this.served.require(ipid)).object();
		if (type.isInstance(object.target())) {
			return object.target();
		}
		Object view = object.lead().view(type);
		if (!type.isInstance(view)) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF,
					"A reference to " + object + " came back as " + type.getName());
		}
		return Objects.requireNonNull(view);
	}

	private ExportedInterface query(ExportedInterface pointer, Iid iid, long client, int references) {
		ExportedObject object = pointer.object();
		Class<?> type = this.types.require(object.lead(), iid);
		ExportedInterface found = pointer(object, object.lead(), type, this.stubs.view(object.lead(), type));
		addReferences(found, client, references);
		return found;
	}

	/**
	 * Gives references to a client ({@code RemAddRef}).
	 * @param pointer the interface
	 * @param client the client
	 * @param count how many
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} if the object is gone
	 */
	void addReferences(ExportedInterface pointer, long client, int count) {
		if (!pointer.object().addReferences(client, pointer, count)) {
			// With what was found out about it in the meantime
			forget(pointer.object());
			throw new ComException(HResult.CO_E_OBJNOTCONNECTED, "The last client of " + pointer + " has gone");
		}
	}

	/**
	 * Takes references that a client gives back ({@code RemRelease}), or a packet out of
	 * use.
	 * @param ipid the interface or packet
	 * @param client the client
	 * @param count how many
	 */
	void returned(Guid ipid, long client, int count) {
		this.abandoned.returned(ipid, client, count);
		release(ipid, client, count);
	}

	/**
	 * Takes references of a client back, or a packet out of use.
	 * @param ipid the interface or packet
	 * @param client the client
	 * @param count how many
	 */
	public void release(Guid ipid, long client, int count) {
		this.packets.release(ipid);
		ExportedInterface pointer = this.served.find(ipid);
		if (pointer != null && pointer.object().release(client, pointer, count)) {
			forget(pointer.object());
		}
	}

	/**
	 * Takes all references of a client back, because it has died.
	 * @param client the client
	 */
	public void clientGone(long client) {
		this.abandoned.gone(client);
		for (ExportedObject object : this.objects.values()) {
			if (object.releaseAll(client)) {
				forget(object);
			}
		}
	}

	/**
	 * Breaks the connections of all clients to an object ({@code CoDisconnectObject}).
	 * Calls that are under way finish. Does nothing for an object that is not exported.
	 * @param target the object
	 */
	public void disconnect(Object target) {
		ExportedObject object = this.objects.get(new Identity(target));
		if (object != null) {
			forget(object);
			object.disconnect();
		}
	}

	/**
	 * Keeps an object, which is exported if need be, without clients, or no more
	 * ({@code CoLockObjectExternal}).
	 * @param target the object
	 * @param lock whether to lock
	 * @param lastUnlockReleases whether the last unlock lets an object without clients go
	 */
	public void lockExternal(Object target, boolean lock, boolean lastUnlockReleases) {
		Identity identity = new Identity(target);
		ExportedObject object = lock ? object(plain(target)) : this.objects.get(identity);
		while (object != null && object.lockExternal(lock, lastUnlockReleases)) {
			forget(object);
			object = lock ? object(plain(target)) : null;
		}
	}

	/**
	 * Tells whether a client has references.
	 * @param client the client
	 * @return whether it has any
	 */
	public boolean isHeldBy(long client) {
		return this.held.has(client);
	}

	private void forget(ExportedObject object) {
		this.objects.remove(new Identity(object.target()), object);
		this.served.remove(object);
	}

	/**
	 * Breaks the connections of all clients to all objects.
	 */
	public void close() {
		List.copyOf(this.objects.values()).forEach((object) -> {
			forget(object);
			object.disconnect();
		});
	}

	/**
	 * Lists what clients hold, for an operator.
	 * @return a snapshot
	 */
	public List<ObjectReferences> references() {
		return this.objects.values().stream().map(ObjectReferences::of).toList();
	}

	/**
	 * An object as a key, by its identity.
	 *
	 * @param target the object
	 */
	private record Identity(Object target) {

		@Override
		public boolean equals(Object obj) {
			return obj instanceof Identity other && other.target == this.target;
		}

		@Override
		public int hashCode() {
			return System.identityHashCode(this.target);
		}

	}

}
