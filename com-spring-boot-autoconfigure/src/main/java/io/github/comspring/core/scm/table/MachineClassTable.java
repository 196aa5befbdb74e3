package io.github.comspring.core.scm.table;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.RunningTime;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.scm.program.LaunchSite;
import io.github.comspring.core.scm.program.ServerProgram;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import org.jspecify.annotations.Nullable;

/**
 * The class table of the machine: the server processes, those on their way, and which
 * classes can be had from them. Safe from any thread. Its lock is never held while a
 * process is started or called, so that no server delays another one.
 */
public final class MachineClassTable {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** By OXID, the oldest first. */
	@GuardedBy("lock")
	private final Map<Long, RunningServer> servers = new LinkedHashMap<>();

	@GuardedBy("lock")
	private final PendingLaunches launches = new PendingLaunches();

	/** Classes that were registered for a single use, and so are launched for each. */
	@GuardedBy("lock")
	private final Set<Clsid> singleUse = new HashSet<>();

	private final LongSupplier ticker;

	/**
	 * Creates a table without servers.
	 */
	public MachineClassTable() {
		this(System::nanoTime);
	}

	/**
	 * Creates a table whose waits have a clock of their own.
	 * @param ticker tells the time in nanoseconds
	 */
	MachineClassTable(LongSupplier ticker) {
		this.ticker = ticker;
	}

	/**
	 * Finds the oldest server that a client can have a class from, and takes it.
	 * @param clsid the class
	 * @param identity the user that its server has to run as, or {@code null} for that of
	 * this process
	 * @param own a launch for this request alone, or {@code null}
	 * @return what was taken, or {@code null} if there is none
	 */
	public @Nullable Offer take(Clsid clsid, @Nullable String identity, @Nullable Launch own) {
		this.lock.lock();
		try {
			for (RunningServer server : this.servers.values()) {
				Offer taken = Objects.equals(server.origin().identity(), identity)
						? server.take(clsid, server.origin().isReserved(own)) : null;
				if (taken != null) {
					return taken;
				}
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Does something with the launches alone, for which nobody waits.
	 * @param action what to do, under the lock of this table
	 * @return what it returns
	 */
	public <T extends @Nullable Object> T launches(Function<PendingLaunches, T> action) {
		return locked(() -> action.apply(this.launches));
	}

	/**
	 * Notes how the process of a launch is about to be started.
	 * @param launch the launch
	 * @param site where the process is launched to
	 * @param program what it is made of
	 */
	public void prepared(Launch launch, LaunchSite site, ServerProgram program) {
		locked(() -> {
			launch.prepared(site, program);
			return true;
		});
	}

	/**
	 * Returns if a launch has not failed, and its process not ended.
	 * @param launch the launch
	 * @throws ComException why there is no process, or {@code CO_E_APPDIDNTREG} if it has
	 * ended
	 */
	public void requireUnderWay(Launch launch) {
		locked(() -> {
			launch.progress().requireUnderWay();
			return true;
		});
	}

	/**
	 * Notes that the process of a launch runs.
	 * @param launch the launch
	 * @param process the process
	 * @return whether it may run; {@code false} if it came too late
	 */
	public boolean started(Launch launch, LaunchedProcess process) {
		return locked(() -> {
			launch.progress().started(process);
			return !this.launches.isClosed();
		});
	}

	/**
	 * Notes that the process of a launch could not be started.
	 * @param launch the launch
	 * @param why what failed
	 */
	public void failed(Launch launch, ComException why) {
		update(() -> this.launches.failed(launch, why));
	}

	/**
	 * Notes that the process of a launch has ended.
	 * @param launch the launch
	 * @param exit how it ended
	 * @return the server that it was, or {@code null} if it never introduced itself
	 */
	public @Nullable RunningServer ended(Launch launch, ProcessExit exit) {
		this.lock.lock();
		try {
			this.launches.ended(launch, exit);
			this.changed.signalAll();
			RunningServer server = server(launch);
			return (server != null) ? this.servers.remove(server.oxid()) : null;
		}
		finally {
			this.lock.unlock();
		}
	}

	private @Nullable RunningServer server(Launch launch) {
		return this.servers.values().stream().filter((each) -> each.origin() == launch).findAny().orElse(null);
	}

	/**
	 * Finds the launch that a process belongs to.
	 * @param secret what the process shows
	 * @return the launch, or {@code null} if there is none, or its process has been here
	 * before
	 */
	public @Nullable Launch announced(String secret) {
		return locked(() -> this.launches.announced(secret));
	}

	/**
	 * Adds a server, which offers nothing yet. One that introduces itself again through
	 * the same connections begins anew.
	 * @param server the server
	 * @return whether it was added; {@code false} if its process has ended
	 * @throws ComException {@code E_ACCESSDENIED} if its number is that of another one
	 */
	public boolean add(RunningServer server) {
		this.lock.lock();
		try {
			RunningServer present = this.servers.get(server.oxid());
			if (present != null && !present.origin().equals(server.origin())) {
				throw new ComException(HResult.E_ACCESSDENIED, server + " claims to be another server process");
			}
			Launch launch = server.launch();
			if (launch != null && launch.isOver()) {
				return false;
			}
			this.servers.put(server.oxid(), server);
			introduced(launch);
			return true;
		}
		finally {
			this.lock.unlock();
		}
	}

	private static void introduced(@Nullable Launch launch) {
		if (launch != null) {
			launch.progress().introduced();
		}
	}

	/**
	 * Removes a server whose connections have ended.
	 * @param oxid the server
	 * @return the server, or {@code null} if there is none
	 */
	public @Nullable RunningServer unlinked(long oxid) {
		return locked(() -> this.servers.remove(oxid));
	}

	/**
	 * Finds the server that a message comes from.
	 * @param oxid the server
	 * @param secret what the sender shows
	 * @param sender the connections that the message came through
	 * @return the server
	 * @throws ComException {@code E_ACCESSDENIED} if there is no such server, or it is
	 * not the one that speaks
	 */
	public RunningServer speaking(long oxid, String secret, Association sender) {
		this.lock.lock();
		try {
			RunningServer server = this.servers.get(oxid);
			if (server == null || !server.origin().speaks(secret, sender)) {
				throw new ComException(HResult.E_ACCESSDENIED,
						"A process registers classes that has not introduced itself");
			}
			return server;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Finds a server that a class can be had from.
	 * @param clsid the class
	 * @param wanted which servers count
	 * @return the oldest of them, or {@code null} if there is none
	 */
	public @Nullable RunningServer offering(Clsid clsid, Predicate<RunningServer> wanted) {
		return locked(() -> this.servers.values()
			.stream()
			.filter((each) -> each.classes().stream().anyMatch((offered) -> offered.clsid().equals(clsid)))
			.filter(wanted)
			.findFirst()
			.orElse(null));
	}

	/**
	 * Replaces the classes that can be had from a server.
	 * @param oxid the server
	 * @param secret what the server shows, that of its launch
	 * @param sender the connections that the message came through
	 * @param version the number of the message
	 * @param classes the classes
	 * @param resumed whether the server has registered all that it will
	 * @throws ComException {@code E_ACCESSDENIED} if there is no such server, or it is
	 * not the one that speaks
	 */
	public void publish(long oxid, String secret, Association sender, long version, List<PublishedClass> classes,
			boolean resumed) {
		this.lock.lock();
		try {
			RunningServer server = speaking(oxid, secret, sender);
			boolean latest = server.publish(version, classes);
			classes.forEach(this::noteUse);
			Launch launch = server.launch();
			if (launch != null && latest && resumed) {
				launch.resumed();
			}
			if (launch != null && !launch.isJoinable(!server.classes().isEmpty())) {
				this.launches.closeTo(launch);
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void noteUse(PublishedClass published) {
		if (published.singleUse()) {
			this.singleUse.add(published.clsid());
		}
		else {
			this.singleUse.remove(published.clsid());
		}
	}

	/**
	 * Waits until a class can be had from the process of a launch, or from any other.
	 * @param clsid the class
	 * @param launch the launch
	 * @param timeout how long to wait at most
	 * @return what was taken, or {@code null} if others have had all that the process
	 * offered
	 * @throws ComException {@code CO_E_APPDIDNTREG} if the process ended before it
	 * offered the class, or has resumed its classes without it,
	 * {@code CO_E_SERVER_EXEC_FAILURE} if the time ran out, {@code RPC_E_CALL_CANCELED}
	 * if the thread was interrupted
	 */
	public @Nullable Offer await(Clsid clsid, Launch launch, Duration timeout) {
		// What a surrogate serves is brought to it
		Clsid expected = launch.isSurrogate() ? null : clsid;
		return await(launch, timeout, expected, () -> {
			Offer taken = take(clsid, launch.identity(), launch);
			return (taken != null || launch.hasPublished(clsid)) ? Optional.ofNullable(taken) : null;
		}).orElse(null);
	}

	/**
	 * Waits until the process of a launch has registered the class that it was started
	 * for; one that was a spare needs none.
	 * @param launch the launch
	 * @param timeout how long to wait at most
	 * @return the process, or {@code null} if it has ended since
	 * @throws ComException as for {@link #await(Clsid, Launch, long)}
	 */
	public @Nullable RunningServer awaitServer(Launch launch, Duration timeout) {
		CoClass first = launch.coClass();
		return await(launch, timeout, (first != null) ? first.clsid() : null,
				() -> launch.isReady() ? Optional.ofNullable(server(launch)) : null)
			.orElse(null);
	}

	/**
	 * Waits until there is a result, {@code null} being none, for as long as the expected
	 * class may come.
	 */
	private <T> T await(Launch launch, Duration timeout, @Nullable Clsid expected, Supplier<@Nullable T> result) {
		RunningTime time = new RunningTime(this.ticker);
		long end = time.now() + timeout.toNanos();
		this.lock.lock();
		try {
			while (true) {
				T found = result.get();
				if (found != null) {
					return found;
				}
				launch.progress().requireUnderWay();
				if (expected != null) {
					launch.requireComing(expected);
				}
				long left = end - time.now();
				if (left <= 0) {
					throw launch.progress().tooLate(timeout);
				}
				this.changed.awaitNanos(time.sleep(left));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ComException(HResult.RPC_E_CALL_CANCELED,
					"The thread was interrupted while it waited for the server process of " + launch.subject(), ex);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tells whether each request for a class needs a process of its own.
	 * @param clsid the class
	 * @return whether it does, as far as is known
	 */
	public boolean isSingleUse(Clsid clsid) {
		return locked(() -> this.singleUse.contains(clsid));
	}

	/**
	 * Offers a class of a server no more, until the server says so itself, and sends no
	 * further classes to a surrogate that does not serve what it has.
	 * @param taken what the server did not give
	 * @param clsid the class
	 */
	public void drop(Offer taken, Clsid clsid) {
		update(() -> {
			taken.server().drop(clsid, taken.version());
			retire(taken.server());
		});
	}

	/**
	 * Offers nothing of a server any more, until the server says so itself.
	 * @param server the server, which cannot be called
	 */
	public void dropAll(RunningServer server) {
		update(() -> {
			server.dropAll();
			retire(server);
		});
	}

	/**
	 * Offers nothing of a server to new clients any more, for good, in one step: who
	 * finds it draining is not given it again.
	 * @param server the server
	 */
	public void drain(RunningServer server) {
		update(() -> {
			server.drain();
			retire(server);
		});
	}

	/**
	 * Has nobody join the launch of a server any more.
	 */
	private void retire(RunningServer server) {
		Launch launch = server.launch();
		if (launch != null) {
			this.launches.closeTo(launch);
		}
	}

	/**
	 * Offers nothing of a server any more, for good, and lets nobody join its launch.
	 * @param oxid the server
	 * @param clsid a class that it has ever offered
	 * @return its process, to be ended, or {@code null} if there is no such server that
	 * was launched
	 */
	public @Nullable LaunchedProcess condemn(long oxid, Clsid clsid) {
		this.lock.lock();
		try {
			RunningServer server = this.servers.get(oxid);
			Launch launch = (server != null) ? server.launch() : null;
			if (server == null || launch == null || !launch.hasPublished(clsid)) {
				return null;
			}
			server.condemn();
			this.launches.closeTo(launch);
			return launch.progress().process();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lists the servers.
	 * @return a copy, the oldest first
	 */
	public List<RunningServer> servers() {
		return locked(() -> new ArrayList<>(this.servers.values()));
	}

	/**
	 * Lets nothing be launched any more.
	 * @return the launched processes that have not ended
	 */
	public List<LaunchedProcess> close() {
		return locked(this.launches::close);
	}

	private void update(Runnable change) {
		locked(() -> {
			change.run();
			this.changed.signalAll();
			return true;
		});
	}

	private <T extends @Nullable Object> T locked(Supplier<T> action) {
		this.lock.lock();
		try {
			return action.get();
		}
		finally {
			this.lock.unlock();
		}
	}

}
