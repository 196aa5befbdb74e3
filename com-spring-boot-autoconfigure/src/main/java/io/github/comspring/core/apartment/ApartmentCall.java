package io.github.comspring.core.apartment;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * A call on its way into an apartment.
 *
 * @param <V> the type of the result
 */
final class ApartmentCall<V> {

	private final FutureTask<V> task;

	private final Runnable withContext;

	/** Whether whoever waited for it was interrupted before it began. */
	private volatile boolean canceled;

	/** Whether it has ended with an interrupt that it did not heed. */
	private volatile boolean unheeded;

	ApartmentCall(Callable<V> task, CallContext context, @Nullable SingleThreadedApartment caller) {
		this.task = new FutureTask<>(() -> {
			try {
				return task.call();
			}
			finally {
				this.unheeded = Thread.interrupted();
			}
		}) {

			@Override
			protected void done() {
				if (caller != null) {
					caller.wake();
				}
			}

		};
		this.withContext = context.carry(this.task);
	}

	void run() {
		this.withContext.run();
	}

	boolean isDone() {
		return this.task.isDone();
	}

	/**
	 * Takes the call back if it has not begun.
	 */
	void withdraw() {
		this.task.cancel(false);
	}

	/**
	 * Takes the call back, which has not begun, for whoever waits for it.
	 */
	void cancel() {
		this.canceled = true;
		withdraw();
	}

	/**
	 * Waits for the result. Interrupting the thread interrupts the call, and the wait
	 * ends with it.
	 * @param apartment the apartment that was called
	 * @return the result
	 * @throws Exception what the task threw, as it was
	 */
	V result(SingleThreadedApartment apartment) throws Exception {
		boolean interrupted = false;
		try {
			while (!awaitDone()) {
				interrupted = true;
				apartment.interrupt(this);
			}
			return get(apartment);
		}
		finally {
			if (interrupted && (this.canceled || this.unheeded)) {
				Thread.currentThread().interrupt();
			}
		}
	}

	/**
	 * Waits for the result, interrupted or not.
	 * @param apartment the apartment that was called
	 * @return the result
	 * @throws Exception what the task threw, as it was
	 */
	V resultUninterrupted(SingleThreadedApartment apartment) throws Exception {
		boolean interrupted = Thread.interrupted();
		try {
			while (!awaitDone()) {
				interrupted = true;
			}
			return get(apartment);
		}
		finally {
			if (interrupted) {
				Thread.currentThread().interrupt();
			}
		}
	}

	private boolean awaitDone() {
		try {
			this.task.get();
			return true;
		}
		catch (ExecutionException | CancellationException ex) {
			// Done, though not well
			return true;
		}
		catch (InterruptedException ex) {
			return false;
		}
	}

	private V get(SingleThreadedApartment apartment) throws Exception {
		try {
			return this.task.get();
		}
		catch (ExecutionException ex) {
			throw asThrown(ex.getCause());
		}
		catch (CancellationException ex) {
			throw this.canceled ? new ComException(HResult.RPC_E_CALL_CANCELED,
					"The caller was interrupted while it waited for an apartment") : apartment.disconnected();
		}
	}

	private static Exception asThrown(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (Exception) thrown;
	}

}
