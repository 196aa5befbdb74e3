package io.github.comspring.beans;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The pointer behind a reference: obtained once, however many callers come first
 * together, and again after it was given back. Safe from any thread.
 */
final class ReferencePointer {

	private final String coClass;

	private final Supplier<ComPointer<?>> activation;

	// Not a monitor, which would pin a virtual thread for as long as an activation takes
	private final Lock lock = new ReentrantLock();

	private volatile @Nullable ComPointer<?> pointer;

	private boolean closed;

	ReferencePointer(String coClass, Supplier<ComPointer<?>> activation) {
		this.coClass = coClass;
		this.activation = activation;
	}

	/**
	 * Returns the pointer, which this object goes on owning.
	 * @return the pointer
	 * @throws ComException what the activation met, {@code CO_E_OBJNOTCONNECTED} after
	 * {@link #close()}
	 */
	ComPointer<?> get() {
		ComPointer<?> present = this.pointer;
		return (present != null) ? present : activate();
	}

	private ComPointer<?> activate() {
		this.lock.lock();
		try {
			ComPointer<?> present = this.pointer;
			if (present != null) {
				return present;
			}
			if (this.closed) {
				throw new ComException(HResult.CO_E_OBJNOTCONNECTED,
						"The reference to " + this.coClass + " was released with its application");
			}
			ComPointer<?> obtained = this.activation.get();
			this.pointer = obtained;
			return obtained;
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Gives a pointer back, so that the next caller gets a new one.
	 * @param dead the pointer, if it still is the present one
	 * @return whether it was
	 */
	boolean discard(ComPointer<?> dead) {
		this.lock.lock();
		try {
			if (this.pointer != dead) {
				return false;
			}
			this.pointer = null;
		}
		finally {
			this.lock.unlock();
		}
		dead.close();
		return true;
	}

	/**
	 * Gives the present pointer back, if there is one.
	 */
	void release() {
		ComPointer<?> present = this.pointer;
		if (present != null) {
			discard(present);
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
