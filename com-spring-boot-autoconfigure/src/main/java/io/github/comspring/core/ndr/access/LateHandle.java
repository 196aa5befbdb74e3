package io.github.comspring.core.ndr.access;

import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A method handle that is put together once it has been asked for often. Until then
 * reflection does: to a JVM that has just started, a handle costs more than many calls.
 * Safe from any thread.
 */
public final class LateHandle {

	/** How often is often. */
	public static final int OFTEN = 50;

	private final Supplier<MethodHandle> maker;

	/** Not exact if several threads ask. */
	private int asked;

	private volatile @Nullable MethodHandle made;

	/**
	 * Creates a handle that is not there yet.
	 * @param maker puts it together, possibly more than once
	 */
	public LateHandle(Supplier<MethodHandle> maker) {
		this.maker = maker;
	}

	/**
	 * Asks for the handle.
	 * @return the handle, or {@code null} if it is not worth it yet
	 */
	public @Nullable MethodHandle get() {
		MethodHandle handle = this.made;
		if (handle == null && this.asked++ >= OFTEN) {
			handle = this.maker.get();
			this.made = handle;
		}
		return handle;
	}

}
