package io.github.comspring.core.scm.server;

import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import org.jspecify.annotations.Nullable;

/**
 * The life of a process that was started for its clients: it is kept open until it has
 * been without them for a while, with nothing in their hands that one of its instances
 * gave them either. What it has of its own classes does not keep it. Its thread keeps the
 * JVM alive, which may have no other.
 */
public final class ServerLifetime implements AutoCloseable {

	private final ClassTable classTable;

	private final Duration firstClient;

	private final Duration idleTimeout;

	private final Runnable ended;

	private final AtomicBoolean held = new AtomicBoolean();

	private volatile FutureTask<?> idle = untilIdle();

	private volatile @Nullable Thread thread;

	/**
	 * Creates a life that has not begun.
	 * @param classTable the classes of this process
	 * @param rpc the objects of this process
	 * @param firstClient how long the client that the process was started for may take to
	 * come, however short the idle timeout is
	 * @param idleTimeout how long the process goes on without clients after that
	 * @param ended called once when it has been idle for so long, and admits no clients
	 * any more; not if this was closed before
	 */
	public ServerLifetime(ClassTable classTable, ObjectRpc rpc, Duration firstClient, Duration idleTimeout,
			Runnable ended) {
		this.classTable = classTable;
		this.firstClient = firstClient;
		this.idleTimeout = idleTimeout;
		this.ended = ended;
		rpc.keep(classTable.server());
	}

	/**
	 * Keeps the process open, before there can be clients. Another life can begin once
	 * this was closed.
	 */
	public void begin() {
		this.idle = untilIdle();
		this.thread = null;
		this.classTable.addRefServerProcess();
		this.held.set(true);
	}

	/**
	 * Begins to wait for the process to be idle, once clients can come.
	 */
	public void start() {
		FutureTask<?> current = this.idle;
		Thread started = BackgroundThread.unstarted("com-server-lifetime", () -> run(current));
		this.thread = started;
		started.setDaemon(false);
		started.start();
	}

	private void run(FutureTask<?> current) {
		current.run();
		if (!current.isCancelled()) {
			try {
				// Says so to the service control manager, which sends no more clients
				this.classTable.suspend();
			}
			finally {
				this.ended.run();
			}
		}
		else {
			release();
		}
	}

	private FutureTask<?> untilIdle() {
		AtomicReference<@Nullable FutureTask<?>> itself = new AtomicReference<>();
		FutureTask<?> task = new FutureTask<>(() -> releaseWhenIdle(itself.get()));
		itself.set(task);
		return task;
	}

	/**
	 * A module that interrupts whatever thread it finds does not end the process.
	 */
	private @Nullable Void releaseWhenIdle(@Nullable FutureTask<?> task) throws InterruptedException {
		while (true) {
			try {
				this.classTable.awaitFirstClient(this.firstClient);
				this.classTable.releaseWhenIdle(this.idleTimeout);
				this.held.set(false);
				return null;
			}
			catch (InterruptedException ex) {
				if (task == null || task.isCancelled()) {
					throw ex;
				}
			}
		}
	}

	private void release() {
		if (this.held.compareAndSet(true, false)) {
			this.classTable.releaseServerProcess();
		}
	}

	/**
	 * Keeps the process open no more, because it stops for another reason. Does not
	 * interrupt a thread on which it ends by itself.
	 */
	@Override
	public void close() {
		this.idle.cancel(true);
		if (this.thread == null) {
			release();
		}
	}

}
