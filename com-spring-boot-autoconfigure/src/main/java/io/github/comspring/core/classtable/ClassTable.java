package io.github.comspring.core.classtable;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.RunningTime;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.reference.ClassObject;
import org.jspecify.annotations.Nullable;

/**
 * The class table of this process: which class objects are running, and who may have
 * them. Safe from any thread; a look-up takes no lock.
 * <p>
 * The process is the server of all class objects in the table. Instances and locks of
 * clients in other processes add references to it; registrations do not, nor does what
 * the process has of its own classes. The release that reaches zero suspends the table in
 * the same step, and only {@link #resume()} admits activations again. A server that was
 * launched for its clients thus ends after the last one. An application that runs of its
 * own accord (COM's user control) holds one reference with {@link #addRefServerProcess()}
 * for as long as it runs, and so never comes to zero.
 */
public final class ClassTable {

	private final ActivationGuard guard;

	private final ServerProcess process = new ServerProcess();

	/** Open until a client in another process was admitted. */
	private final CountDownLatch firstClient = new CountDownLatch(1);

	private final AtomicInteger lastCookie = new AtomicInteger();

	/** All entries by their cookies. */
	private final ConcurrentNavigableMap<Integer, Entry> entries = new ConcurrentSkipListMap<>();

	/** The entries of each class from the oldest; the lists are immutable. */
	private final ConcurrentMap<Clsid, List<Entry>> classes = new ConcurrentHashMap<>();

	private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

	/**
	 * Creates an empty table.
	 * @param guard decides who gets a class object
	 */
	public ClassTable(ActivationGuard guard) {
		this.guard = guard;
	}

	/**
	 * Registers a class object ({@code CoRegisterClassObject}). Registrations of one
	 * class are independent; the oldest that is eligible answers.
	 * @param coClass the class
	 * @param classObject the class object, for most classes a
	 * {@link io.github.comspring.ClassFactory}
	 * @param contexts {@link ClassContext#INPROC_SERVER},
	 * {@link ClassContext#LOCAL_SERVER} or both; other contexts are ignored
	 * @param flags how it is registered
	 * @return a cookie, never zero and never used again
	 * @throws ComException {@code E_INVALIDARG} without a class object, and if contexts
	 * and flags together would make it visible to nobody
	 */
	public int register(CoClass coClass, Object classObject, ClassContext contexts, Regcls flags) {
		if (classObject == null) {
			throw new ComException(HResult.E_INVALIDARG, "No class object was given for " + coClass);
		}
		ClassContext served = Entry.served(contexts, flags);
		if (served.bits() == 0) {
			throw new ComException(HResult.E_INVALIDARG,
					coClass + " cannot be registered for " + contexts + " as " + flags);
		}
		// Never reused: the cookies end rather than start over
		int cookie = this.lastCookie.updateAndGet(Math::incrementExact);
		long visibleFrom = this.process.resumptions() + (flags.has(Regcls.SUSPENDED) ? 1 : 0);
		Entry entry = new Entry(cookie, new ClassObject(coClass, classObject, Apartment.CALLER, this.process), served,
				flags, visibleFrom);
		this.classes.merge(coClass.clsid(), List.of(entry),
				(present, added) -> Stream.concat(present.stream(), added.stream()).toList());
		// Last, so that whoever finds the cookie can revoke the whole entry
		this.entries.put(cookie, entry);
		if (!flags.has(Regcls.SUSPENDED)) {
			changed();
		}
		return cookie;
	}

	/**
	 * Revokes a registration ({@code CoRevokeClassObject}). Pointers that clients hold go
	 * on working.
	 * @param cookie what {@link #register} returned
	 * @throws ComException {@code E_INVALIDARG} for an unknown cookie
	 */
	public void revoke(int cookie) {
		Entry entry = this.entries.remove(cookie);
		if (entry == null) {
			throw new ComException(HResult.E_INVALIDARG, "No class object is registered with cookie " + cookie);
		}
		entry.end();
		this.classes.computeIfPresent(entry.classObject().coClass().clsid(), (clsid, present) -> {
			List<Entry> rest = present.stream().filter((other) -> other != entry).toList();
			return rest.isEmpty() ? null : rest;
		});
		changed();
	}

	/**
	 * Admits no more activations ({@code CoSuspendClassObjects}). Registrations stay, and
	 * so do the pointers that clients hold.
	 */
	public void suspend() {
		this.process.suspend();
		changed();
	}

	/**
	 * Makes all registrations visible in one step ({@code CoResumeClassObjects}), those
	 * that were registered suspended included. What its one client has stays hidden.
	 */
	public void resume() {
		this.process.resume();
		changed();
	}

	/**
	 * Tells whether the classes were ever resumed: a server that registers them suspended
	 * has then registered all of them.
	 * @return whether they were
	 */
	public boolean hasResumed() {
		return this.process.resumptions() > 0;
	}

	/**
	 * Adds a reference to the process ({@code CoAddRefServerProcess}). It does not resume
	 * a process that is suspended.
	 * @return the new count
	 */
	public int addRefServerProcess() {
		return this.process.addRef();
	}

	/**
	 * Takes a reference to the process back ({@code CoReleaseServerProcess}). The step
	 * that reaches zero suspends all class objects.
	 * @return the new count
	 * @throws ComException {@code E_UNEXPECTED} if there was none
	 */
	public int releaseServerProcess() {
		return this.process.releaseRef();
	}

	/**
	 * Waits until a client in another process was admitted for the first time. A process
	 * that is launched for a client is idle until that one has come, and must not end
	 * before.
	 * @param timeout how long to wait at most while this process runs
	 * @return whether one was
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	public boolean awaitFirstClient(Duration timeout) throws InterruptedException {
		return new RunningTime(System::nanoTime).await(timeout,
				(nanos) -> this.firstClient.await(nanos, TimeUnit.NANOSECONDS));
	}

	/**
	 * Waits until the process has been without instances and locks for a time, and then
	 * takes the one reference back that keeps it open. The step suspends all class
	 * objects, so that a client either came before it, and the wait goes on, or finds the
	 * process stopping.
	 * @param time how long the process may be idle
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	public void releaseWhenIdle(Duration time) throws InterruptedException {
		this.process.releaseWhenIdle(time);
	}

	/**
	 * Has {@link #releaseWhenIdle} wait for the clients that there are, and for no
	 * others: none are sent any more.
	 */
	public void retire() {
		this.process.retire();
	}

	/**
	 * Returns this process as what other things than the classes of this table live in,
	 * which have clients in other processes too.
	 * @return the process, counted with its instances and locks
	 */
	public ClassObject.Server server() {
		return this.process;
	}

	/**
	 * Waits until nothing refers to the process any more: no instance and no lock of a
	 * client in another process, no reference that it has taken itself.
	 * @param timeout how long to wait at most while this process runs
	 * @return whether that is so
	 * @throws InterruptedException if the thread was interrupted while it waited
	 */
	public boolean awaitNoReferences(Duration timeout) throws InterruptedException {
		return this.process.awaitNoReferences(timeout);
	}

	/**
	 * Finds the oldest class object that may serve a client in another process, asks the
	 * guard, and holds its server for the caller, who lets it go with
	 * {@link ClassObject.Server#release()} or hands it on to an instance.
	 * @param activation what the client asks for; the class is looked up by its CLSID
	 * @param context one context, {@link ClassContext#INPROC_SERVER} or
	 * {@link ClassContext#LOCAL_SERVER}
	 * @return the class object, held, or {@code null} if none is registered for the
	 * context
	 * @throws ComException {@code E_ACCESSDENIED} from the guard,
	 * {@code CO_E_SERVER_STOPPING} if the class is registered and the process suspended
	 */
	public @Nullable ClassObject lookUp(Activation activation, ClassContext context) {
		Entry found = find(activation, context, this::admit);
		if (found == null) {
			return null;
		}
		if (context.equals(ClassContext.LOCAL_SERVER)) {
			this.firstClient.countDown();
		}
		return found.classObject();
	}

	/**
	 * Finds the oldest class object that may serve a client in this process, and asks the
	 * guard. What the process has of its own classes does not keep it: nothing is held.
	 * @param activation what the client asks for; the class is looked up by its CLSID
	 * @param context one context, {@link ClassContext#INPROC_SERVER} or
	 * {@link ClassContext#LOCAL_SERVER}
	 * @return the class object, or {@code null} if none is registered for the context
	 * @throws ComException as for {@link #lookUp}
	 */
	public @Nullable ClassObject lookUpHere(Activation activation, ClassContext context) {
		Entry found = find(activation, context, this::admitHere);
		return (found != null) ? found.ownClassObject() : null;
	}

	private @Nullable Entry find(Activation activation, ClassContext context, Predicate<Entry> admission) {
		for (Entry entry : this.classes.getOrDefault(activation.coClass().clsid(), List.of())) {
			if (entry.isVisible(context, this.process.resumptions())) {
				this.guard.check(activation.about(entry.classObject().coClass()));
				if (admission.test(entry)) {
					return entry;
				}
			}
		}
		return null;
	}

	private boolean admit(Entry entry) {
		if (!this.process.tryAcquire()) {
			throw stopping(entry);
		}
		if (entry.admit()) {
			return true;
		}
		this.process.release();
		return false;
	}

	private boolean admitHere(Entry entry) {
		if (this.process.isSuspended()) {
			throw stopping(entry);
		}
		return entry.admit();
	}

	private static ComException stopping(Entry entry) {
		return new ComException(HResult.CO_E_SERVER_STOPPING,
				"The process that serves " + entry.classObject().coClass() + " admits no activations");
	}

	/**
	 * Has a listener told of each change of what clients can get, on the thread that made
	 * it. The release that suspends the process is not told of: whoever ends the process
	 * suspends it.
	 * @param listener the listener
	 */
	public void addListener(Runnable listener) {
		this.listeners.add(listener);
	}

	private void changed() {
		this.listeners.forEach(Runnable::run);
	}

	/**
	 * Lists the registrations, in the order of their cookies.
	 * @return a snapshot
	 */
	public List<Registration> registrations() {
		return this.entries.values().stream().map((entry) -> entry.describe(this.process)).toList();
	}

	/**
	 * One registration, as an operator sees it.
	 *
	 * @param cookie the cookie
	 * @param classObject the class object with its counts
	 * @param contexts the contexts whose clients can get it
	 * @param flags how it was registered
	 * @param state whether clients can get it
	 */
	public record Registration(int cookie, ClassObject classObject, ClassContext contexts, Regcls flags, State state) {
	}

	/**
	 * Whether clients can get a class object.
	 */
	public enum State {

		/** They can. */
		RUNNING,

		/** Not before the class objects of the process are resumed. */
		SUSPENDED,

		/** Its one client has it. */
		CONSUMED

	}

}
