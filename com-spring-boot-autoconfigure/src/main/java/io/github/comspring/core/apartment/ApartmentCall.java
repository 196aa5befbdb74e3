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

	ApartmentCall(Callable<V> task, CallContext context, @Nullable SingleThreadedApartment caller) {
		this.task = new FutureTask<>(task) {

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
	 * Waits for the result.
	 * @param apartment the apartment that was called
	 * @return the result
	 * @throws Exception what the task threw, as it was
	 */
	V result(SingleThreadedApartment apartment) throws Exception {
		try {
			return this.task.get();
		}
		catch (ExecutionException ex) {
			throw asThrown(ex.getCause());
		}
		catch (CancellationException ex) {
			throw apartment.disconnected();
		}
		catch (InterruptedException ex) {
			withdraw();
			Thread.currentThread().interrupt();
			throw new ComException(HResult.RPC_E_CALL_CANCELED,
					"The caller was interrupted while it waited for an apartment", ex);
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
			while (!isDone()) {
				interrupted |= !awaitDone();
			}
			return result(apartment);
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

	private static Exception asThrown(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		return (Exception) thrown;
	}

}
