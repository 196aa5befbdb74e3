package io.github.comspring.core.scm.table;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.launch.ProcessExit;
import org.jspecify.annotations.Nullable;

/**
 * How far the process of a launch has come. Guarded by the class table of the machine;
 * what is public can be read without its lock.
 */
public final class LaunchProgress {

	private final Supplier<String> subject;

	/** Read by those who do not hold the lock, too. */
	private volatile @Nullable LaunchedProcess process;

	@GuardedBy("MachineClassTable")
	private boolean announced;

	@GuardedBy("MachineClassTable")
	private boolean introduced;

	@GuardedBy("MachineClassTable")
	private @Nullable ComException failure;

	@GuardedBy("MachineClassTable")
	private @Nullable ProcessExit exit;

	/** Read by those who do not hold the lock, too. */
	private volatile @Nullable String shortfall;

	/** Read by those who do not hold the lock, too. */
	private volatile boolean condemned;

	private final AtomicBoolean counted = new AtomicBoolean();

	private final CompletableFuture<ProcessExit> over = new CompletableFuture<>();

	/**
	 * Begins.
	 * @param subject names for people what the process was started for
	 */
	LaunchProgress(Supplier<String> subject) {
		this.subject = subject;
	}

	/**
	 * Notes that the process runs.
	 * @param started the process
	 */
	void started(LaunchedProcess started) {
		this.process = started;
	}

	/**
	 * Returns the process.
	 * @return the process, or {@code null} if it was not started yet
	 */
	public @Nullable LaunchedProcess process() {
		return this.process;
	}

	/**
	 * Takes the one announcement that the secret is good for.
	 * @return whether it was the first
	 */
	boolean announce() {
		boolean first = !this.announced;
		this.announced = true;
		return first;
	}

	/**
	 * Notes that the process is one of the servers now.
	 */
	void introduced() {
		this.introduced = true;
	}

	boolean isIntroduced() {
		return this.introduced;
	}

	/**
	 * Notes that the process could not be started.
	 * @param why what failed
	 */
	void failed(ComException why) {
		this.failure = why;
	}

	/**
	 * Notes that the process has ended.
	 * @param how how it ended
	 */
	void ended(ProcessExit how) {
		this.exit = how;
	}

	boolean isOver() {
		return this.exit != null;
	}

	/**
	 * Returns how the process has ended. Safe from any thread.
	 * @return completed once nothing takes the process for a server any more, and its end
	 * is counted if it is a failure
	 */
	public CompletableFuture<ProcessExit> over() {
		return this.over;
	}

	/**
	 * Returns if the class may still come.
	 * @throws ComException why there is no process, or {@code CO_E_APPDIDNTREG} if it has
	 * ended
	 */
	void requireUnderWay() {
		ComException why = this.failure;
		if (why != null) {
			throw new ComException(why.hresult(), why.detail(), why);
		}
		ProcessExit how = this.exit;
		if (how != null) {
			throw new ComException(HResult.CO_E_APPDIDNTREG, "The server process of " + this.subject.get() + " "
					+ how.describe() + " before it registered the class");
		}
	}

	/**
	 * Says that nobody waits any longer.
	 * @param timeout how long they waited
	 * @return {@code CO_E_SERVER_EXEC_FAILURE}
	 */
	ComException tooLate(Duration timeout) {
		if (this.process != null) {
			fallShort("did not register the class in time");
		}
		return new ComException(HResult.CO_E_SERVER_EXEC_FAILURE, "The server process of " + this.subject.get()
				+ " did not register the class within " + timeout.toMillis() + " ms and is left alone");
	}

	/**
	 * Notes that somebody has waited in vain for the process.
	 * @param how what it fell short of, to stand behind its name
	 */
	void fallShort(String how) {
		this.shortfall = how;
	}

	/**
	 * Returns why somebody has waited in vain for the process. Safe from any thread.
	 * @return the reason, to stand behind its name, or {@code null} if nobody has
	 */
	public @Nullable String shortfall() {
		return this.shortfall;
	}

	/**
	 * Notes that the service control manager ends the process itself.
	 */
	void condemn() {
		this.condemned = true;
	}

	/**
	 * Tells whether the service control manager ends the process itself. Safe from any
	 * thread.
	 * @return whether it does
	 */
	boolean isCondemned() {
		return this.condemned;
	}

	/**
	 * Counts this launch as failed. Safe from any thread.
	 * @return whether it was not counted before
	 */
	public boolean countsAsFailed() {
		return this.counted.compareAndSet(false, true);
	}

}
