package io.github.comspring.core.orpc.exporter;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import io.github.comspring.Iid;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.orpc.stub.Stub;
import org.jspecify.annotations.Nullable;

/**
 * An object of this process that clients in others have references to: the stub manager
 * of COM. Safe from any thread; what it tells the object, it tells without a lock.
 */
public final class ExportedObject {

	private static final Logger logger = System.getLogger(ExportedObject.class.getName());

	private final long oid;

	private final Object target;

	private final boolean permanent;

	private final HeldObjects held;

	/** What speaks for the object. */
	@GuardedBy("this")
	private Exported lead;

	/** All that have something to give back. */
	@GuardedBy("this")
	private final List<Exported> exports = new ArrayList<>(0);

	@GuardedBy("this")
	private final Map<Iid, ExportedInterface> interfaces = new HashMap<>(2);

	@GuardedBy("this")
	private final ClientReferences references = new ClientReferences();

	@GuardedBy("this")
	private boolean closed;

	/** Locks that keep the object without clients. */
	@GuardedBy("this")
	private int externalLocks;

	/** Calls that are under way. */
	@GuardedBy("this")
	private int calls;

	/** What is to be told when none is under way any more. */
	@GuardedBy("this")
	private final List<Runnable> farewells = new ArrayList<>(0);

	/**
	 * Creates an object without clients.
	 * @param oid its number
	 * @param lead what speaks for it
	 * @param permanent whether it stays whether it has clients or not, and so need not
	 * count them
	 * @param held counts what each client holds
	 */
	ExportedObject(long oid, Exported lead, boolean permanent, HeldObjects held) {
		this.oid = oid;
		this.target = lead.target();
		this.permanent = permanent;
		this.held = held;
		this.lead = lead;
	}

	/**
	 * Tells whether this is an object of the runtime that all know.
	 * @return whether it stays without clients
	 */
	public boolean isPermanent() {
		return this.permanent;
	}

	long oid() {
		return this.oid;
	}

	Object target() {
		return this.target;
	}

	/**
	 * Returns the class of the object.
	 * @return the class, or {@code null} for an object that was not activated
	 */
	public synchronized @Nullable CoClass coClass() {
		return this.lead.coClass();
	}

	synchronized Exported lead() {
		return this.lead;
	}

	/**
	 * Returns what speaks for the object once an export has joined.
	 * @param export the export
	 * @return the export if it is the first that is of a class
	 */
	synchronized Exported leadWith(Exported export) {
		return (this.lead.coClass() == null && export.coClass() != null) ? export : this.lead;
	}

	/**
	 * Finds an interface that was exported before.
	 * @param iid the interface
	 * @return the interface, or {@code null}
	 */
	synchronized @Nullable ExportedInterface find(Iid iid) {
		return this.interfaces.get(iid);
	}

	/**
	 * Exports an interface.
	 * @param ipid the number for it
	 * @param iid the interface
	 * @param stub carries out calls
	 * @return the interface, the one that was exported before if there is one
	 */
	synchronized ExportedInterface add(Guid ipid, Iid iid, Stub stub) {
		return this.interfaces.computeIfAbsent(iid, (fresh) -> new ExportedInterface(this, ipid, fresh, stub));
	}

	synchronized Collection<ExportedInterface> interfaces() {
		return List.copyOf(this.interfaces.values());
	}

	/**
	 * Gives references to a client.
	 * @param client the client
	 * @param pointer the interface
	 * @param count how many
	 * @return whether it has them; {@code false} once the object is closed
	 * @throws io.github.comspring.ComException {@code E_INVALIDARG} for a number that no
	 * client can have
	 */
	boolean addReferences(long client, ExportedInterface pointer, int count) {
		return join(lead(), client, pointer, count);
	}

	/**
	 * Gives references to a client together with another export of the same object, which
	 * is released with the object from then on if it is of a class. In one step: the last
	 * client may go at the same time.
	 * @param export the export, which joins once however often it is exported
	 * @param client the client
	 * @param pointer the interface
	 * @param count how many
	 * @return whether it has them; {@code false} once the object is closed, and the
	 * export has not joined
	 * @throws io.github.comspring.ComException {@code E_INVALIDARG} for a number that no
	 * client can have
	 */
	boolean join(Exported export, long client, ExportedInterface pointer, int count) {
		if (this.permanent) {
			return true;
		}
		while (true) {
			Exported told = leadWith(export);
			boolean fresh = !isHeldBy(client);
			Addition result = fresh ? addFirst(export, client, pointer, count, told)
					: add(export, client, pointer, count, null);
			if (result != Addition.LOST) {
				return result != Addition.CLOSED;
			}
		}
	}

	private Addition addFirst(Exported export, long client, ExportedInterface pointer, int count, Exported told) {
		this.held.add(client);
		Addition result = Addition.CLOSED;
		try {
			// Before the client has anything that could be taken back
			told.clientAdded();
			result = add(export, client, pointer, count, told);
			return result;
		}
		finally {
			if (result != Addition.FIRST) {
				this.held.remove(client);
				told.clientRemoved();
			}
		}
	}

	private synchronized Addition add(Exported export, long client, ExportedInterface pointer, int count,
			@Nullable Exported told) {
		if (this.closed) {
			return Addition.CLOSED;
		}
		if (told == null && !this.references.has(client)) {
			return Addition.LOST;
		}
		boolean first = this.references.add(client, pointer, count, (told != null) ? told : this.lead);
		if (export.coClass() != null && this.exports.stream().noneMatch((each) -> each == export)) {
			this.exports.add(export);
		}
		this.lead = leadWith(export);
		return first ? Addition.FIRST : Addition.FURTHER;
	}

	/**
	 * Closes an object that has no client, as the one that it was made for did not get
	 * it.
	 * @return whether it is closed now
	 */
	synchronized boolean closeUnused() {
		this.closed |= this.references.isEmpty() && this.externalLocks == 0 && this.exports.isEmpty();
		return this.closed;
	}

	/**
	 * Takes references of a client back.
	 * @param client the client
	 * @param pointer the interface
	 * @param count how many
	 * @return whether the object is without references now
	 */
	boolean release(long client, ExportedInterface pointer, int count) {
		Exported told;
		synchronized (this) {
			told = this.references.release(client, pointer, count);
		}
		return told != null && removed(client, told);
	}

	/**
	 * Takes all references of a client back.
	 * @param client the client
	 * @return whether the object is without references now
	 */
	boolean releaseAll(long client) {
		Exported told;
		synchronized (this) {
			told = this.references.releaseAll(client);
		}
		return told != null && removed(client, told);
	}

	private boolean removed(long client, Exported told) {
		this.held.remove(client);
		return removed(List.of(told));
	}

	/**
	 * Takes all references back ({@code CoDisconnectObject}).
	 */
	void disconnect() {
		Map<Long, Exported> told;
		synchronized (this) {
			this.externalLocks = 0;
			told = this.references.clear();
		}
		told.keySet().forEach(this.held::remove);
		removed(List.copyOf(told.values()));
	}

	/**
	 * Keeps the object without clients, or no more ({@code CoLockObjectExternal}).
	 * @param lock whether to lock
	 * @param lastUnlockReleases whether the last unlock lets an object without clients go
	 * @return whether the object is closed now
	 */
	boolean lockExternal(boolean lock, boolean lastUnlockReleases) {
		synchronized (this) {
			if (this.closed) {
				return true;
			}
			this.externalLocks = Math.max(0, this.externalLocks + (lock ? 1 : -1));
			if (lock || !lastUnlockReleases) {
				return false;
			}
		}
		return removed(List.of());
	}

	private boolean removed(List<Exported> clients) {
		boolean last;
		List<Runnable> due;
		synchronized (this) {
			last = !this.closed && this.references.isEmpty() && this.externalLocks == 0;
			this.closed |= last;
			clients.forEach((each) -> this.farewells.add(each::clientRemoved));
			if (last) {
				this.exports.forEach((each) -> this.farewells.add(each::released));
			}
			due = takeFarewells();
		}
		due.forEach(ExportedObject::tell);
		return last;
	}

	private List<Runnable> takeFarewells() {
		if (this.calls > 0 || this.farewells.isEmpty()) {
			return List.of();
		}
		List<Runnable> due = List.copyOf(this.farewells);
		this.farewells.clear();
		return due;
	}

	/**
	 * One that cannot take it keeps nothing from the others.
	 */
	private static void tell(Runnable farewell) {
		try {
			farewell.run();
		}
		catch (RuntimeException | Error ex) {
			FailureLog.log(logger, Level.WARNING, "An object could not be told that its clients have gone", ex);
		}
	}

	/**
	 * Keeps the object for a call: it is not told that its last client has gone before
	 * the call is over.
	 * @return whether it is kept; {@code false} once the object is closed
	 */
	public boolean enter() {
		if (this.permanent) {
			return true;
		}
		synchronized (this) {
			this.calls += this.closed ? 0 : 1;
			return !this.closed;
		}
	}

	/**
	 * Lets the object go after a call.
	 * @return what the caller is to do for the object once it has time, or {@code null}
	 * for nothing
	 */
	public @Nullable Runnable leave() {
		if (this.permanent) {
			return null;
		}
		List<Runnable> due;
		synchronized (this) {
			this.calls--;
			due = takeFarewells();
		}
		return due.isEmpty() ? null : () -> due.forEach(ExportedObject::tell);
	}

	synchronized boolean isHeldBy(long client) {
		return this.references.has(client);
	}

	synchronized int references() {
		return this.references.count();
	}

	@Override
	public String toString() {
		CoClass coClass = coClass();
		return (coClass != null) ? coClass.toString() : this.target.getClass().getName();
	}

	/**
	 * What became of references for a client.
	 */
	private enum Addition {

		/** They are its first. */
		FIRST,

		/** It had some. */
		FURTHER,

		/** It had some, but lost them in the meantime. */
		LOST,

		/** The object is closed. */
		CLOSED

	}

}
