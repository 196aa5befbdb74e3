package io.github.comspring.lifecycle;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.comspring.core.classtable.ClassTable;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * A process that the service control manager has started for its clients: it registers
 * there, and ends when it has been without clients for a while. Its thread keeps the JVM
 * alive, which may have no other.
 */
public final class LaunchedServer implements ServerReference {

	private static final Log logger = LogFactory.getLog(LaunchedServer.class);

	private final ClassTable classTable;

	private final Runnable registration;

	private final Duration launchTimeout;

	private final Duration idleTimeout;

	private final Runnable exit;

	private final AtomicBoolean held = new AtomicBoolean();

	private @Nullable Thread thread;

	/**
	 * Creates the server.
	 * @param classTable the classes of this process
	 * @param registration registers with the service control manager
	 * @param launchTimeout how long to wait for the first client
	 * @param idleTimeout how long the process goes on without clients after that
	 * @param exit ends the process
	 */
	public LaunchedServer(ClassTable classTable, Runnable registration, Duration launchTimeout, Duration idleTimeout,
			Runnable exit) {
		this.classTable = classTable;
		this.registration = registration;
		this.launchTimeout = launchTimeout;
		this.idleTimeout = idleTimeout;
		this.exit = exit;
	}

	@Override
	public void acquire() {
		this.registration.run();
		this.classTable.addRefServerProcess();
		this.held.set(true);
	}

	@Override
	public void resumed() {
		this.thread = new Thread(this::endWhenIdle, "com-server-lifetime");
		this.thread.start();
	}

	private void endWhenIdle() {
		try {
			// However short the idle timeout is: this process was started for a client
			this.classTable.awaitFirstClient(this.launchTimeout);
			this.classTable.releaseWhenIdle(this.idleTimeout);
		}
		catch (InterruptedException ex) {
			// The application stops for another reason
			return;
		}
		this.held.set(false);
		logger.info("No client has needed this server for " + this.idleTimeout.toSeconds() + " s: it ends");
		// Says so to the service control manager, which sends no more clients
		this.classTable.suspend();
		this.exit.run();
	}

	@Override
	public void release() {
		Thread started = this.thread;
		if (started != null) {
			started.interrupt();
		}
		if (this.held.compareAndSet(true, false)) {
			this.classTable.releaseServerProcess();
		}
	}

}
