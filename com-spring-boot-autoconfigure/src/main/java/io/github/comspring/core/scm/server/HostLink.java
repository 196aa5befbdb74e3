package io.github.comspring.core.scm.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.ThreadOnDemand;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.ServerControl;
import org.jspecify.annotations.Nullable;

/**
 * A server process's link to the host at an endpoint, whichever process that is: one that
 * ends is followed by the next one there, which is told anew what this process serves.
 * Nothing is opened before there is something to tell. Safe from any thread.
 */
public final class HostLink implements AutoCloseable {

	private static final Logger logger = System.getLogger(HostLink.class.getName());

	/** How long the search rests after a failure, in nanoseconds. */
	private static final long RETRY = TimeUnit.SECONDS.toNanos(1);

	private final ObjectRpc rpc;

	private final Endpoint endpoint;

	private final String secret;

	private final ClassTable classTable;

	private final Patience patience;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	/** The number of the process that has called back as the host, or 0. */
	@GuardedBy("lock")
	private long host;

	@GuardedBy("lock")
	private @Nullable ScmLink link;

	/** Whether there may be something to tell a host that has not been told. */
	@GuardedBy("lock")
	private boolean untold;

	private final ThreadOnDemand seeker = new ThreadOnDemand("com-host-seeker", this::seekHosts);

	@GuardedBy("lock")
	private boolean closed;

	/**
	 * Creates the link, which is opened in the background once a class can be had.
	 * @param rpc the objects of this process
	 * @param endpoint where hosts listen
	 * @param secret the secret that this process was launched with, or nothing if it was
	 * not launched by a host
	 * @param control carries out what the host asks for
	 * @param classTable the classes of this process
	 * @param patience how a host that is lost is sought
	 */
	public HostLink(ObjectRpc rpc, Endpoint endpoint, String secret, ServerControl control, ClassTable classTable,
			Patience patience) {
		this.rpc = rpc;
		this.endpoint = endpoint;
		this.secret = secret;
		this.classTable = classTable;
		this.patience = patience;
		rpc.exportWellKnown(ServerControl.IPID, ServerControl.class,
				new HostedServer(control, OwnUser.ofThisProcess(), this::linked));
		rpc.addListener(this::clientGone);
		classTable.addListener(this::classesChanged);
	}

	/**
	 * Opens the link at once.
	 * @throws ComException {@code E_ACCESSDENIED} if the host does not take this process,
	 * {@code RPC_S_SERVER_UNAVAILABLE} if none listens
	 */
	public void open() {
		expect();
		ScmLink opened = ScmLink.announce(this.rpc, this.endpoint, this.secret, this.classTable);
		established(opened);
		publish(opened);
	}

	private void expect() {
		this.lock.lock();
		try {
			this.host = 0;
			this.untold = false;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Called by the host while this process announces itself.
	 */
	private void linked(long caller) {
		this.rpc.keepConnected(caller);
		this.lock.lock();
		try {
			this.host = caller;
		}
		finally {
			this.lock.unlock();
		}
	}

	private void established(ScmLink opened) {
		this.lock.lock();
		try {
			if (this.host == 0) {
				throw new ComException(HResult.RPC_S_SERVER_UNAVAILABLE,
						"What listens at " + this.endpoint + " is no host, or has gone at once");
			}
			this.link = opened;
		}
		finally {
			this.lock.unlock();
		}
		logger.log(Level.INFO, "This process registers its classes with the host at {0}", this.endpoint);
	}

	private void clientGone(long client) {
		boolean lost;
		this.lock.lock();
		try {
			lost = client == this.host && lose();
		}
		finally {
			this.lock.unlock();
		}
		logIf(lost);
	}

	private void publish(ScmLink current) {
		try {
			current.publish();
		}
		catch (ComException ex) {
			if (ex.hresult().equals(HResult.CO_E_WRONG_SERVER_IDENTITY)) {
				// It was told, and takes what this process may serve
				logger.log(Level.WARNING, "The host at {0} refuses classes of this process: {1}", this.endpoint,
						ex.getMessage());
				return;
			}
			lost(current, ex);
		}
		catch (RuntimeException | Error ex) {
			// Of this process, which has to tell it all the same
			lost(current, ex);
		}
	}

	private void lost(ScmLink current, Throwable why) {
		FailureLog.log(logger, Level.DEBUG, "The host at " + this.endpoint + " was not told", why);
		boolean lost;
		this.lock.lock();
		try {
			lost = this.link == current && lose();
		}
		finally {
			this.lock.unlock();
		}
		logIf(lost);
	}

	/**
	 * Returns whether there was a link, which is sought again.
	 */
	private boolean lose() {
		this.host = 0;
		if (this.link == null) {
			return false;
		}
		this.link = null;
		seek();
		return true;
	}

	private void logIf(boolean lost) {
		if (lost) {
			logger.log(Level.WARNING, "The host at {0} is gone, and sought again", this.endpoint);
		}
	}

	private void classesChanged() {
		ScmLink current;
		this.lock.lock();
		try {
			current = this.link;
			if (current == null) {
				seek();
			}
		}
		finally {
			this.lock.unlock();
		}
		if (current != null) {
			publish(current);
		}
	}

	/**
	 * Has the thread open the link, which is started if it does not run.
	 */
	private void seek() {
		this.untold = true;
		this.changed.signalAll();
		this.seeker.start();
	}

	private void seekHosts() {
		boolean open = true;
		while (open) {
			try {
				open = seekHostWhenUntold();
			}
			catch (InterruptedException ex) {
				// Closed, or a module interrupts whatever thread it finds: sought once
				// more
				open = seekAgain();
			}
			catch (RuntimeException | Error ex) {
				FailureLog.log(logger, Level.WARNING, "Seeking the host failed, and goes on", ex);
				// Whatever is lacking, such as memory, is not there at once
				LockSupport.parkNanos(RETRY);
				open = beginAnew();
			}
		}
	}

	private boolean seekHostWhenUntold() throws InterruptedException {
		if (!awaitUntold()) {
			return false;
		}
		if (!ScmLink.offers(this.classTable).isEmpty() && !seekHost()) {
			logger.log(Level.WARNING, "No host was found at {0} within {1}: this process serves the clients it has",
					this.endpoint, this.patience.limit());
		}
		return true;
	}

	private boolean seekAgain() {
		this.lock.lock();
		try {
			this.untold = true;
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Forgets a link that may not have told anything.
	 */
	private boolean beginAnew() {
		expect();
		this.lock.lock();
		try {
			this.link = null;
		}
		finally {
			this.lock.unlock();
		}
		return seekAgain();
	}

	/**
	 * Waits until there may be something to tell.
	 * @return whether there may; {@code false} once this is closed
	 */
	private boolean awaitUntold() throws InterruptedException {
		this.lock.lock();
		try {
			while (!this.closed && (this.link != null || !this.untold)) {
				this.changed.await();
			}
			this.untold = false;
			return !this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Tries until there is a host, or patience is at its end.
	 * @return whether the link was opened
	 */
	private boolean seekHost() throws InterruptedException {
		Patience.Search search = this.patience.begin();
		while (true) {
			try {
				open();
				return true;
			}
			catch (ComException ex) {
				logger.log(search.isFirst() ? Level.INFO : Level.DEBUG, "No host takes this process at {0} yet: {1}",
						this.endpoint, ex.getMessage());
			}
			if (!search.pause(this::awaitClose)) {
				return false;
			}
		}
	}

	private boolean awaitClose(long nanos) throws InterruptedException {
		long left = nanos;
		this.lock.lock();
		try {
			while (left > 0 && !this.closed) {
				left = this.changed.awaitNanos(left);
			}
			return this.closed;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Seeks no host any more. The host that there is misses this process when it closes
	 * its connections.
	 */
	@Override
	public void close() {
		this.lock.lock();
		try {
			this.closed = true;
			this.link = null;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.seeker.close();
		this.seeker.interrupt();
	}

}
