package io.github.comspring.core.apartment;

import org.jspecify.annotations.Nullable;

/**
 * The thread of an apartment. It takes nothing along of the caller that happens to be the
 * first.
 */
final class ApartmentThread extends Thread {

	private final SingleThreadedApartment apartment;

	ApartmentThread(SingleThreadedApartment apartment, String name) {
		super(null, null, name, 0, false);
		this.apartment = apartment;
		setDaemon(true);
		setContextClassLoader(ApartmentThread.class.getClassLoader());
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
