package io.github.comspring.core;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What takes long and is done once for all that ask for it meanwhile: the first of them
 * does it, with no lock held, and the others wait. Who asks later has it done again. Safe
 * from any thread.
 *
 * @param <V> what comes of it
 */
public final class SingleFlight<V> {

	private final String work;

	private final AtomicReference<@Nullable Flight<V>> underWay = new AtomicReference<>();

	/**
	 * Creates it, with nothing under way.
	 * @param work what is done, as a noun for errors, such as
	 * {@code the load of printer.jar}
	 */
	public SingleFlight(String work) {
		this.work = work;
	}

	/**
	 * Does the work, or waits for the thread that does. If that one was interrupted, or
	 * met what is no {@link ComException}, it is its own affair: the work is tried once
	 * more.
	 * @param task does the work
	 * @return what came of it
	 * @throws ComException what the task threw, also on another thread,
	 * {@code E_UNEXPECTED} if this is the thread that does the work already, which would
	 * wait for itself
	 */
	public V join(Supplier<V> task) {
		Flight<V> own = new Flight<>(Thread.currentThread(), new CompletableFuture<>());
		while (true) {
			Flight<V> other = this.underWay.compareAndExchange(null, own);
			if (other == null) {
				return fly(own, task);
			}
			requireOther(other);
			try {
				return other.landing.join();
			}
			catch (CompletionException ex) {
				if (ex.getCause() instanceof ComException met && !met.hresult().equals(HResult.RPC_E_CALL_CANCELED)) {
					throw new ComException(met.hresult(), met.detail(), met);
				}
			}
		}
	}

	private V fly(Flight<V> own, Supplier<V> task) {
		try {
			V value = task.get();
			this.underWay.set(null);
			own.landing.complete(value);
			return value;
		}
		catch (Throwable ex) {
			this.underWay.set(null);
			own.landing.completeExceptionally(ex);
			throw ex;
		}
	}

	private void requireOther(Flight<V> other) {
		if (other.pilot == Thread.currentThread()) {
			throw new ComException(HResult.E_UNEXPECTED,
					"To come to its end, " + this.work + " needs itself: have it wait until it is needed");
		}
	}

	/**
	 * Work that is under way.
	 *
	 * @param pilot the thread that does it
	 * @param landing completed when nobody joins any more
	 */
	private record Flight<V>(Thread pilot, CompletableFuture<V> landing) {
	}

}
