package io.github.comspring.core.rpc.server;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.comspring.core.RunningTime;

/**
 * The open connections of a server, and how they end with it. Safe from any thread.
 */
final class ServerConnections {

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition fewer = this.lock.newCondition();

	private final Set<ServerConnection> open = new HashSet<>();

	/**
	 * Adds a connection.
	 * @param connection the connection
	 */
	void add(ServerConnection connection) {
		this.lock.lock();
		try {
			this.open.add(connection);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Takes a connection out that has ended.
	 * @param connection the connection
	 */
	void remove(ServerConnection connection) {
		this.lock.lock();
		try {
			this.open.remove(connection);
			this.fewer.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Lists the connections.
	 * @return a copy
	 */
	List<ServerConnection> list() {
		this.lock.lock();
		try {
			return List.copyOf(this.open);
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Has no connection begin another call, waits until the calls that are under way have
	 * been answered, and closes what is left. A call that closes its own server is not
	 * waited for.
	 * @param limit how long to wait at most
	 */
	void close(Duration limit) {
		list().forEach(ServerConnection::stop);
		try {
			awaitOthers(limit);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		list().forEach(ServerConnection::close);
	}

	private void awaitOthers(Duration limit) throws InterruptedException {
		this.lock.lockInterruptibly();
		try {
			new RunningTime(System::nanoTime).await(limit, (nanos) -> {
				if (!isThisThreadAlone()) {
					this.fewer.awaitNanos(nanos);
				}
				return isThisThreadAlone();
			});
		}
		finally {
			this.lock.unlock();
		}
	}

	private boolean isThisThreadAlone() {
		return this.open.stream().allMatch(ServerConnection::isOfThisThread);
	}

}
