package io.github.comspring.core.orpc.remote;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.orpc.wire.StringBindings;
import org.jspecify.annotations.Nullable;

/**
 * An object of another process: the proxy manager of COM, one for each object however
 * many pointers there are. It owns references to the object's interfaces for as long as
 * somebody here holds it. Safe from any thread.
 */
public final class RemoteObject {

	private final RemoteProcess process;

	private final long oid;

	/** The pointers to call through. */
	@GuardedBy("this")
	private final Map<Iid, Guid> pointers = new HashMap<>(2);

	/** How many references to each pointer are owned. */
	@GuardedBy("this")
	private final Map<Guid, Integer> owned = new HashMap<>(2);

	@GuardedBy("this")
	private int holders;

	@GuardedBy("this")
	private boolean released;

	/** Whether the last holder was a call that it was lent to. */
	@GuardedBy("this")
	private boolean lent;

	private volatile @Nullable CoClass coClass;

	private volatile CallTerms terms = CallTerms.NONE;

	/**
	 * Creates an object that nobody holds.
	 * @param process its process
	 * @param oid its number there
	 */
	public RemoteObject(RemoteProcess process, long oid) {
		this.process = process;
		this.oid = oid;
	}

	/**
	 * Returns the process of the object.
	 * @return the process
	 */
	public RemoteProcess process() {
		return this.process;
	}

	/**
	 * Returns the number of the object in its process.
	 * @return the OID
	 */
	public long oid() {
		return this.oid;
	}

	/**
	 * Says what an activation knows of the object.
	 * @param known its class
	 * @param agreed what holds for its calls
	 */
	public synchronized void describe(CoClass known, CallTerms agreed) {
		this.coClass = known;
		this.terms = agreed;
	}

	/**
	 * Takes over what holds for the calls of the object that this one was reached from,
	 * if both are in one process and this one was not activated itself.
	 * @param source that object
	 */
	public synchronized void inherit(RemoteObject source) {
		if (this.process == source.process && this.coClass == null) {
			this.terms = source.terms;
		}
	}

	/**
	 * Returns the class of the object.
	 * @return the class, the null class for an object that was not activated here
	 */
	public CoClass coClass() {
		CoClass known = this.coClass;
		return (known != null) ? known : CoClass.of(new Clsid(Guid.NULL));
	}

	/**
	 * Returns what holds for calls of the object.
	 * @return the terms
	 */
	public CallTerms terms() {
		return this.terms;
	}

	/**
	 * Names the process of the object for people.
	 * @return its process id if that is known here, else where it listens
	 */
	public String describeProcess() {
		return Objects.requireNonNullElseGet(this.terms.watch().name(this.process.oxid()), this.process::toString);
	}

	/**
	 * Adds a holder and what it has received.
	 * @param iid the interface
	 * @param received a pointer to it with its references
	 * @return whether it was added; {@code false} once the object is released
	 */
	public synchronized boolean hold(Iid iid, StdObjRef received) {
		if (this.released) {
			return false;
		}
		this.holders++;
		own(iid, received);
		return true;
	}

	private Guid own(Iid iid, StdObjRef received) {
		this.owned.merge(received.ipid(), received.publicRefs(), Integer::sum);
		return Objects.requireNonNullElse(this.pointers.putIfAbsent(iid, received.ipid()), received.ipid());
	}

	/**
	 * Adds a holder.
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} if the object is released
	 */
	public synchronized void hold() {
		if (this.released) {
			throw disconnected();
		}
		this.holders++;
	}

	/**
	 * Takes a holder away.
	 * @return all references, to be given back, if it was the last one, else {@code null}
	 */
	public synchronized @Nullable List<InterfaceRef> letGo() {
		this.holders--;
		if (this.holders > 0 || this.released) {
			return null;
		}
		this.released = true;
		List<InterfaceRef> left = new ArrayList<>(0);
		this.owned.forEach((ipid, references) -> {
			if (references > 0) {
				left.add(new InterfaceRef(ipid, references));
			}
		});
		return left;
	}

	/**
	 * Takes a call away that the object was lent to.
	 * @param received the pointer as it came
	 * @param references how many of its references its owner takes back by itself
	 * @return as for {@link #letGo()}
	 */
	public synchronized @Nullable List<InterfaceRef> endLoan(StdObjRef received, int references) {
		this.owned.merge(received.ipid(), -references, Integer::sum);
		List<InterfaceRef> left = letGo();
		this.lent = left != null;
		return left;
	}

	/**
	 * Returns the pointer to an interface, which the object is asked for if nobody here
	 * had it before. Whoever asks holds the object meanwhile.
	 * @param iid the interface
	 * @return the number of the interface pointer
	 * @throws ComException {@code E_NOINTERFACE} if the object does not support it, or
	 * why its process cannot be called
	 */
	public Guid pointer(Iid iid) {
		Guid any;
		synchronized (this) {
			Guid known = this.pointers.get(iid);
			if (known != null) {
				return known;
			}
			any = this.pointers.values().iterator().next();
		}
		StdObjRef found = this.process.unknown().queryInterface(any, iid);
		synchronized (this) {
			return own(iid, found);
		}
	}

	/**
	 * Returns a reference for a third process, which has to ask for references of its
	 * own.
	 * @param iid the interface
	 * @param ipid the pointer to it
	 * @return the reference
	 */
	public ObjRef reference(Iid iid, Guid ipid) {
		StdObjRef target = new StdObjRef(StdObjRef.NO_PING, 0, this.process.oxid(), this.oid, ipid);
		return new ObjRef(iid, target, new StringBindings(List.of(this.process.endpoint())));
	}

	/**
	 * Tells whether somebody here holds the object.
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} if nobody does any more
	 */
	public synchronized void requireHeld() {
		if (this.released) {
			throw disconnected();
		}
	}

	private ComException disconnected() {
		return new ComException(HResult.CO_E_OBJNOTCONNECTED, this.lent
				? "It was lent for a call that has returned. Mark the parameter of that call with @Kept to use it later"
				: "The last pointer to " + this + " was closed before this call");
	}

	@Override
	public String toString() {
		CoClass known = this.coClass;
		return ((known != null) ? known.toString() : "an object") + " in the " + this.process;
	}

}
