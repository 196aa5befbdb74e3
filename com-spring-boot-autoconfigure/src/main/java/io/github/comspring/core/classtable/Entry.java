package io.github.comspring.core.classtable;

import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.ClassContext;
import io.github.comspring.core.reference.ClassObject;

/**
 * One registration in the class table. Safe from any thread, without locks.
 */
final class Entry {

	private final int cookie;

	private final ClassObject classObject;

	private final ClassObject ownClassObject;

	private final ClassContext contexts;

	private final Regcls flags;

	private final long visibleFrom;

	private final AtomicBoolean ended = new AtomicBoolean();

	/**
	 * Creates an entry.
	 * @param cookie the cookie
	 * @param classObject the class object
	 * @param contexts the contexts it serves
	 * @param flags how it is registered
	 * @param visibleFrom the number of resumptions of the process that makes it visible
	 */
	Entry(int cookie, ClassObject classObject, ClassContext contexts, Regcls flags, long visibleFrom) {
		this.cookie = cookie;
		this.classObject = classObject;
		this.ownClassObject = classObject.forItsOwnProcess();
		this.contexts = contexts;
		this.flags = flags;
		this.visibleFrom = visibleFrom;
	}

	/**
	 * Tells which contexts an entry serves: what was registered for other processes alone
	 * serves this one too if it is for all clients, and a surrogate's never does.
	 * @param registered the contexts of the registration
	 * @param flags the flags of the registration
	 * @return the contexts, possibly none
	 */
	static ClassContext served(ClassContext registered, Regcls flags) {
		if (flags.has(Regcls.SURROGATE)) {
			return registered.and(ClassContext.LOCAL_SERVER);
		}
		boolean everywhere = flags.has(Regcls.MULTIPLEUSE) && registered.intersects(ClassContext.LOCAL_SERVER);
		ClassContext served = everywhere ? registered.or(ClassContext.INPROC_SERVER) : registered;
		return served.and(ClassContext.INPROC_SERVER.or(ClassContext.LOCAL_SERVER));
	}

	/**
	 * Returns the class object.
	 * @return the class object
	 */
	ClassObject classObject() {
		return this.classObject;
	}

	/**
	 * Returns the class object for clients in this process.
	 * @return the class object, which keeps nothing
	 */
	ClassObject ownClassObject() {
		return this.ownClassObject;
	}

	/**
	 * Tells whether a client in a context can see the entry.
	 * @param context the context
	 * @param resumptions how often the process was resumed
	 * @return whether it can
	 */
	boolean isVisible(ClassContext context, long resumptions) {
		return this.contexts.intersects(context) && resumptions >= this.visibleFrom && !this.ended.get();
	}

	/**
	 * Gives the entry to a client. The server must be held already, so that an owner who
	 * ends the entry and then finds the server unused knows that nobody gets in any more.
	 * @return whether the client has it; exactly one has that of a single use
	 */
	boolean admit() {
		return this.flags.isSingleUse() ? this.ended.compareAndSet(false, true) : !this.ended.get();
	}

	/**
	 * Gives the entry to nobody any more.
	 */
	void end() {
		this.ended.set(true);
	}

	/**
	 * Describes the entry.
	 * @param process the process
	 * @return the entry as an operator sees it
	 */
	ClassTable.Registration describe(ServerProcess process) {
		return new ClassTable.Registration(this.cookie, this.classObject, this.contexts, this.flags, state(process));
	}

	private ClassTable.State state(ServerProcess process) {
		if (this.ended.get()) {
			return ClassTable.State.CONSUMED;
		}
		boolean waiting = process.isSuspended() || process.resumptions() < this.visibleFrom;
		return waiting ? ClassTable.State.SUSPENDED : ClassTable.State.RUNNING;
	}

}
