package io.github.comspring.beans;

import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.SingleFlight;
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

	private final SingleFlight<ReferenceTarget> activating;

	private volatile @Nullable ReferenceTarget target;

	private final Object lock = new Object();

	/** Why the last target was given back, until it is replaced. */
	@GuardedBy("lock")
	private @Nullable ComException loss;

	@GuardedBy("lock")
	private boolean closed;

	ReferencePointer(String coClass, Supplier<ComPointer<?>> activation) {
		this.coClass = coClass;
		this.activation = activation;
		this.activating = new SingleFlight<>("the activation of " + coClass);
	}

	/**
	 * Returns what to call. Its pointer stays with this object. Who has waited for an
	 * activation that failed gets its failure, rather than to try in its turn.
	 * @return the target
	 * @throws ComException what the activation met, {@code CO_E_OBJNOTCONNECTED} after
	 * {@link #close()}
	 */
	ReferenceTarget get() {
		ReferenceTarget present = this.target;
		return (present != null) ? present : this.activating.join(this::obtain);
	}

	private ReferenceTarget obtain() {
		ReferenceTarget present = this.target;
		if (present != null) {
			return present;
		}
		if (isClosed()) {
			throw released();
		}
		ReferenceTarget obtained = ReferenceTarget.of(this.activation.get());
		if (!keep(obtained)) {
			obtained.pointer().close();
			throw released();
		}
		return obtained;
	}

	/**
	 * Keeps a new target, unless this was closed meanwhile.
	 */
	private boolean keep(ReferenceTarget obtained) {
		ComException why;
		synchronized (this.lock) {
			if (this.closed) {
				return false;
			}
			this.target = obtained;
			why = this.loss;
			this.loss = null;
		}
		if (why != null) {
			logReplaced(obtained, why);
		}
		return true;
	}

	private boolean isClosed() {
		synchronized (this.lock) {
			return this.closed;
		}
	}

	private ComException released() {
		return new ComException(HResult.CO_E_OBJNOTCONNECTED,
				"The reference to " + this.coClass + " was released with its application");
	}

	private static void logReplaced(ReferenceTarget obtained, ComException why) {
		String process = ObjectRpc.processOf(obtained.object());
		logger.info("The reference to " + obtained.coClass() + " has a new instance"
				+ ((process != null) ? " in " + process : "") + ", since the old one is gone. " + why.detail());
	}

	/**
	 * Gives a pointer back, so that the next caller gets a new one.
	 * @param former what it leads to, if that still is the present target
	 * @param why what a call met, if the object is lost and its replacement is worth a
	 * line in the log, else {@code null}
	 */
	void discard(ReferenceTarget former, @Nullable ComException why) {
		synchronized (this.lock) {
			if (this.target != former) {
				return;
			}
			this.target = null;
			this.loss = why;
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
	 * Gives the present pointer back, and obtains no more. One that is on its way is
	 * given back when it comes.
	 */
	void close() {
		synchronized (this.lock) {
			this.closed = true;
		}
		release();
	}

}
