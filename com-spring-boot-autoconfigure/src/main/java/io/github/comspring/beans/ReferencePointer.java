package io.github.comspring.beans;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The pointer behind a reference: obtained once, however many callers need it together,
 * and again after it was given back. Safe from any thread.
 */
final class ReferencePointer {

	private static final Log logger = LogFactory.getLog(ReferencePointer.class);

	private final String coClass;

	private final Supplier<ComPointer<?>> activation;

	// Not a monitor, which would pin a virtual thread for as long as an activation takes
	private final Lock lock = new ReentrantLock();

	private volatile @Nullable ReferenceTarget target;

	/** How many activations have failed; written under the lock. */
	private volatile int failures;

	/** What the last of them met; guarded by the lock. */
	private @Nullable ComException failure;

	/** Why the last target was given back, until it is replaced; guarded by the lock. */
	private @Nullable ComException loss;

	/** Guarded by the lock. */
	private boolean closed;

	ReferencePointer(String coClass, Supplier<ComPointer<?>> activation) {
		this.coClass = coClass;
		this.activation = activation;
	}

	/**
	 * Returns what to call. Its pointer stays with this object.
	 * @return the target
	 * @throws ComException what the activation met, {@code CO_E_OBJNOTCONNECTED} after
	 * {@link #close()}
	 */
	ReferenceTarget get() {
		ReferenceTarget present = this.target;
		return (present != null) ? present : activate(this.failures);
	}

	/**
	 * Obtains a pointer, unless somebody else did so meanwhile. Who has waited for an
	 * activation that failed gets its failure, rather than to try in its turn.
	 */
	private ReferenceTarget activate(int failuresBefore) {
		this.lock.lock();
		try {
			ReferenceTarget present = this.target;
			if (present != null) {
				return present;
			}
			if (this.closed) {
				throw new ComException(HResult.CO_E_OBJNOTCONNECTED,
						"The reference to " + this.coClass + " was released with its application");
			}
			ComException met = this.failure;
			if (met != null && this.failures != failuresBefore) {
				throw new ComException(met.hresult(), met.detail(), met);
			}
			return obtain();
		}
		finally {
			this.lock.unlock();
		}
	}

	private ReferenceTarget obtain() {
		try {
			ReferenceTarget obtained = ReferenceTarget.of(this.activation.get());
			this.target = obtained;
			logIfReplaced(obtained);
			return obtained;
		}
		catch (ComException ex) {
			this.failure = ex;
			this.failures++;
			throw ex;
		}
	}

	private void logIfReplaced(ReferenceTarget obtained) {
		ComException why = this.loss;
		this.loss = null;
		if (why != null) {
			String process = ObjectRpc.processOf(obtained.object());
			logger.info("The reference to " + obtained.coClass() + " has a new instance"
					+ ((process != null) ? " in " + process : "") + ", since the old one is gone. " + why.detail());
		}
	}

	/**
	 * Gives a pointer back, so that the next caller gets a new one.
	 * @param former what it leads to, if that still is the present target
	 * @param why what a call met, if the object is lost and its replacement is worth a
	 * line in the log, else {@code null}
	 */
	void discard(ReferenceTarget former, @Nullable ComException why) {
		this.lock.lock();
		try {
			if (this.target != former) {
				return;
			}
			this.target = null;
			this.loss = why;
		}
		finally {
			this.lock.unlock();
		}
		former.pointer().close();
	}

	/**
	 * Gives the present pointer back, if there is one.
	 */
	void release() {
		ReferenceTarget present = this.target;
		if (present != null) {
			discard(present, null);
		}
	}

	/**
	 * Gives the present pointer back, and obtains no more.
	 */
	void close() {
		this.lock.lock();
		try {
			this.closed = true;
		}
		finally {
			this.lock.unlock();
		}
		release();
	}

}
