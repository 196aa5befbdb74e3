package io.github.comspring.core.apartment;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * A single-threaded apartment: its objects are called one at a time, on one thread, which
 * starts with the first call. While that thread waits for a call into another apartment,
 * it goes on serving this one's, so that two apartments that call each other do not
 * deadlock.
 */
public final class SingleThreadedApartment implements Apartment, AutoCloseable {

	private final String name;

	private final CallContext context;

	/** The calls that wait for the thread. */
	@GuardedBy("calls")
	private final Queue<ApartmentCall<?>> calls = new ArrayDeque<>();

	private final RunningCalls running = new RunningCalls();

	@GuardedBy("calls")
	private @Nullable ApartmentThread thread;

	@GuardedBy("calls")
	private boolean closed;

	/**
	 * Creates an apartment.
	 * @param name what its thread is called
	 * @param context makes a call run with the context of its caller, such as the
	 * caller's identity; applied on the caller's thread
	 */
	public SingleThreadedApartment(String name, CallContext context) {
		this.name = name;
		this.context = context;
	}

	/**
	 * {@inheritDoc}
	 * @throws ComException {@code CO_E_OBJNOTCONNECTED} if the apartment was closed
	 * before the call began, {@code RPC_E_CALL_CANCELED} if the caller was interrupted
	 * before that; a call that has begun is interrupted
	 */
	@Override
	public <V> V call(Callable<V> task) throws Exception {
		return isEntered() ? task.call() : send(task).result(this);
	}

	@Override
	public <V> V callUninterrupted(Callable<V> task) throws Exception {
		return isEntered() ? task.call() : send(task).resultUninterrupted(this);
	}

	private boolean isEntered() {
		return current() == this;
	}

	private <V> ApartmentCall<V> send(Callable<V> task) {
		SingleThreadedApartment caller = current();
		ApartmentCall<V> call = new ApartmentCall<>(task, this.context, caller);
		if (!offer(call)) {
			throw disconnected();
		}
		if (caller != null) {
			caller.serveUntilDone(call, () -> interrupt(call));
		}
		return call;
	}

	/**
	 * Returns the apartment whose thread the current one is.
	 * @return the apartment, or {@code null} for any other thread
	 */
	public static @Nullable SingleThreadedApartment current() {
		return ApartmentThread.currentApartment();
	}

	/**
	 * Has another thread do what this apartment's thread would have to wait for, such as
	 * a call to another process, and goes on serving calls meanwhile: what is waited for
	 * may need them. Called on this apartment's thread.
	 * @param <V> the type of the result
	 * @param task the task, which needs nothing of this thread
	 * @return its result
	 * @throws Exception what the task threw, as it was
	 */
	public <V> V await(Callable<V> task) throws Exception {
		ApartmentCall<V> call = new ApartmentCall<>(task, CallContext.NONE, this);
		Thread thread = BackgroundThread.unstarted(this.name + "-out", call::run);
		thread.start();
		serveUntilDone(call, thread::interrupt);
		return call.resultUninterrupted(this);
	}

	@Override
	public Object enter(Class<?> type, Object object) {
		return ApartmentInvocationHandler.proxy(type, object, this);
	}

	private boolean offer(ApartmentCall<?> call) {
		synchronized (this.calls) {
			if (this.closed) {
				return false;
			}
			this.calls.add(call);
			if (this.thread == null) {
				this.thread = new ApartmentThread(this, this.name);
				this.thread.start();
			}
			this.calls.notifyAll();
			return true;
		}
	}

	/**
	 * Serves calls until the apartment is closed.
	 */
	void serve() {
		serveUntilDone(null);
	}

	private void serveUntilDone(ApartmentCall<?> outgoing, Runnable interrupt) {
		this.running.waits(interrupt);
		try {
			serveUntilDone(outgoing);
		}
		finally {
			this.running.waited();
		}
	}

	private void serveUntilDone(@Nullable ApartmentCall<?> outgoing) {
		boolean served;
		do {
			served = serveNext(outgoing);
		}
		while (served);
	}

	/**
	 * Serves one call. A method of its own, so that the thread does not keep the call's
	 * objects, and their class loader, while it waits for the next.
	 */
	private boolean serveNext(@Nullable ApartmentCall<?> outgoing) {
		ApartmentCall<?> next = take(outgoing);
		if (next == null) {
			return false;
		}
		try {
			next.run();
		}
		finally {
			this.running.end();
		}
		return true;
	}

	/**
	 * Waits for a call to serve.
	 * @param outgoing the call into another apartment that ends the wait, or {@code null}
	 * to wait until this apartment is closed
	 * @return the call, or {@code null} if the wait is over
	 */
	private @Nullable ApartmentCall<?> take(@Nullable ApartmentCall<?> outgoing) {
		synchronized (this.calls) {
			while (this.calls.isEmpty()) {
				boolean over = (outgoing != null) ? outgoing.isDone() : this.closed;
				if (over) {
					return null;
				}
				try {
					this.calls.wait();
				}
				catch (InterruptedException ex) {
					// An apartment's thread ends by close alone, not by what its objects
					// do
				}
			}
			if (outgoing != null && outgoing.isDone()) {
				return null;
			}
			ApartmentCall<?> next = this.calls.remove();
			this.running.begin(next);
			return next;
		}
	}

	/**
	 * Interrupts a call into this apartment for whoever waits for it: one that has not
	 * begun never does.
	 */
	void interrupt(ApartmentCall<?> call) {
		boolean waiting;
		synchronized (this.calls) {
			waiting = this.calls.remove(call);
		}
		if (waiting) {
			call.cancel();
		}
		else {
			this.running.interrupt(call);
		}
	}

	/**
	 * Wakes the thread because a call that it waits for is done.
	 */
	void wake() {
		synchronized (this.calls) {
			this.calls.notifyAll();
		}
	}

	/**
	 * Disconnects the objects: calls that have not begun fail, the one that runs ends,
	 * and the thread with it.
	 */
	@Override
	public void close() {
		List<ApartmentCall<?>> pending;
		synchronized (this.calls) {
			this.closed = true;
			pending = List.copyOf(this.calls);
			this.calls.clear();
			this.calls.notifyAll();
		}
		// Wakes callers' apartments, which another thread may be closing
		pending.forEach(ApartmentCall::withdraw);
	}

	ComException disconnected() {
		return new ComException(HResult.CO_E_OBJNOTCONNECTED, "Apartment '" + this.name + "' is closed");
	}

}
