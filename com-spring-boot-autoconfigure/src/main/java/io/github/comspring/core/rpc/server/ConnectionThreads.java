package io.github.comspring.core.rpc.server;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.core.rpc.pdu.RpcLimits;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of connections: daemon threads with numbers. They are not virtual
 * where the JDK has such threads, since waking one takes a turn through the poller, which
 * makes a small call several times as long, and {@link RpcLimits#connections()} bounds
 * how many there are.
 */
final class ConnectionThreads implements ThreadFactory {

	private final AtomicInteger number = new AtomicInteger();

	private final String name;

	/** Not that of whatever code happens to connect first. */
	private final @Nullable ClassLoader contextClassLoader = Thread.currentThread().getContextClassLoader();

	/**
	 * Creates a factory, whose threads have the context class loader of this one.
	 * @param name the beginning of the threads' names
	 */
	ConnectionThreads(String name) {
		this.name = name;
	}

	@Override
	public Thread newThread(Runnable task) {
		Thread thread = new ConnectionThread(task, this.name + this.number.incrementAndGet());
		thread.setContextClassLoader(this.contextClassLoader);
		return thread;
	}

}
