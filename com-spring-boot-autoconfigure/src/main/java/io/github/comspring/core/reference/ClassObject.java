package io.github.comspring.core.reference;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.apartment.Apartment;

/**
 * A class object together with the server it lives in, which it counts on: instances and
 * locks keep the server. A look-up returns it held once, so that the server cannot go
 * before the client has what it came for. Safe from any thread.
 */
public final class ClassObject {

	private final CoClass coClass;

	private final Object target;

	private final Apartment apartment;

	private final Server server;

	private final AtomicInteger instances;

	private final AtomicInteger locks;

	/**
	 * Creates a class object.
	 * @param coClass the class
	 * @param target the class object itself
	 * @param apartment where it and its instances are called
	 * @param server the server it lives in
	 */
	public ClassObject(CoClass coClass, Object target, Apartment apartment, Server server) {
		this(coClass, target, apartment, server, new AtomicInteger(), new AtomicInteger());
	}

	private ClassObject(CoClass coClass, Object target, Apartment apartment, Server server, AtomicInteger instances,
			AtomicInteger locks) {
		this.coClass = coClass;
		this.target = target;
		this.apartment = apartment;
		this.server = server;
		this.instances = instances;
		this.locks = locks;
	}

	/**
	 * Puts another class object in the place of this one, for a client of it: what the
	 * client gets is called as the other one says, keeps the servers of both, and is
	 * counted here.
	 * @param real the other class object, held; both holds become one
	 * @return the class object for the client, held
	 */
	public ClassObject leadingTo(ClassObject real) {
		return new ClassObject(this.coClass, real.target, real.apartment, new BothServers(this.server, real.server),
				this.instances, this.locks);
	}

	/**
	 * Returns the class object for clients in its own process, which do not keep that
	 * process: it waits for others alone. They are counted here all the same.
	 * @return the class object, which needs no hold
	 */
	public ClassObject forItsOwnProcess() {
		return new ClassObject(this.coClass, this.target, this.apartment, Server.NONE, this.instances, this.locks);
	}

	/**
	 * Returns the class.
	 * @return the class by all its names
	 */
	public CoClass coClass() {
		return this.coClass;
	}

	/**
	 * Returns the class object itself.
	 * @return the object, for most classes a {@link io.github.comspring.ClassFactory}
	 */
	public Object target() {
		return this.target;
	}

	/**
	 * Returns where the class object and its instances are called.
	 * @return the apartment
	 */
	public Apartment apartment() {
		return this.apartment;
	}

	/**
	 * Returns the server that the class object lives in.
	 * @return the server
	 */
	public Server server() {
		return this.server;
	}

	/**
	 * Returns how many instances are alive.
	 * @return the number
	 */
	public int instances() {
		return this.instances.get();
	}

	/**
	 * Returns how many locks are held ({@code IClassFactory::LockServer}).
	 * @return the number
	 */
	public int locks() {
		return this.locks.get();
	}

	/**
	 * Counts an instance. The caller's hold on the server becomes the instance's.
	 */
	public void instanceCreated() {
		this.instances.incrementAndGet();
	}

	/**
	 * Counts an instance that is gone, and lets the server go.
	 * @throws ComException {@code E_UNEXPECTED} if no instance is left, and nothing is
	 * counted
	 */
	public void instanceDestroyed() {
		takeBack(this.instances, "instance");
	}

	/**
	 * Locks the server, or takes one lock back ({@code IClassFactory::LockServer}).
	 * @param lock {@code true} to lock
	 * @throws ComException {@code E_UNEXPECTED} for an unlock without a lock, and nothing
	 * is counted
	 */
	public void lockServer(boolean lock) {
		if (lock) {
			this.server.acquire();
			this.locks.incrementAndGet();
		}
		else {
			takeBack(this.locks, "lock");
		}
	}

	private void takeBack(AtomicInteger count, String what) {
		if (count.decrementAndGet() < 0) {
			count.incrementAndGet();
			throw new ComException(HResult.E_UNEXPECTED, this.coClass + " has no " + what + " to take back");
		}
		this.server.release();
	}

	/**
	 * What a class object lives in: a process or a module.
	 */
	public interface Server {

		/** A server that nothing keeps. */
		Server NONE = new NoServer();

		/**
		 * Adds a reference that keeps the server.
		 */
		void acquire();

		/**
		 * Takes a reference back.
		 */
		void release();

		/**
		 * Tells whether a pointer to a class object keeps the server, as it does in a
		 * module; a process is kept by its instances and locks alone.
		 * @return whether it does
		 */
		boolean isKeptByClassObjects();

		/**
		 * Says what to do about a failure of the server's code, as far as the server
		 * itself is at fault.
		 * @param thrown the failure
		 * @return a sentence with the end of the one before it, or nothing
		 */
		default String remedyFor(Throwable thrown) {
			return "";
		}

	}

}
