package io.github.comspring.core.apartment;

import org.jspecify.annotations.Nullable;

/**
 * The thread of an apartment.
 */
final class ApartmentThread extends Thread {

	private final SingleThreadedApartment apartment;

	ApartmentThread(SingleThreadedApartment apartment, String name) {
		super(name);
		this.apartment = apartment;
		setDaemon(true);
	}

	/**
	 * Returns the apartment whose thread the current one is.
	 * @return the apartment, or {@code null} for any other thread
	 */
	static @Nullable SingleThreadedApartment currentApartment() {
		return (Thread.currentThread() instanceof ApartmentThread current) ? current.apartment : null;
	}

	@Override
	public void run() {
		this.apartment.serve();
	}

}
