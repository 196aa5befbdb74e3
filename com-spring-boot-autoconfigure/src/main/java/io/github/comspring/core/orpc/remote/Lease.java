package io.github.comspring.core.orpc.remote;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;

import org.jspecify.annotations.Nullable;

/**
 * What holds a remote object: a proxy or a pointer. It comes back through one queue,
 * whether its holder was closed or is no longer reachable.
 */
public final class Lease extends PhantomReference<Object> {

	private final RemoteObject object;

	/**
	 * Creates a lease.
	 * @param holder what holds the object
	 * @param object the object, which already counts it
	 * @param returned where the lease comes back
	 */
	Lease(@Nullable Object holder, RemoteObject object, @Nullable ReferenceQueue<Object> returned) {
		super(holder, returned);
		this.object = object;
	}

	RemoteObject object() {
		return this.object;
	}

}
