package io.github.comspring.core.apartment;

import io.github.comspring.ThreadingModel;

/**
 * The apartments of a process: one main one for all modules without a threading model,
 * one for each module of model {@code Apartment}. Objects of the other models are called
 * on their callers' threads.
 */
public final class Apartments implements AutoCloseable {

	private final CallContext context;

	private final SingleThreadedApartment main;

	/**
	 * Creates the apartments, without any thread yet.
	 * @param context makes a call run with the context of its caller
	 */
	public Apartments(CallContext context) {
		this.context = context;
		this.main = new SingleThreadedApartment("com-main-apartment", context);
	}

	/**
	 * Returns where the entry points of a module and its objects are called.
	 * @param model the module's threading model
	 * @param module the name of the module
	 * @return the main apartment, a new one, or {@link Apartment#CALLER}
	 */
	public Apartment of(ThreadingModel model, String module) {
		return switch (model) {
			case MAIN -> this.main;
			case APARTMENT -> new SingleThreadedApartment("com-apartment-" + module, this.context);
			case FREE, BOTH, NEUTRAL -> Apartment.CALLER;
		};
	}

	/**
	 * Closes an apartment that {@link #of} made for one module alone.
	 * @param apartment the apartment
	 */
	public void release(Apartment apartment) {
		if (apartment != this.main && apartment instanceof SingleThreadedApartment own) {
			own.close();
		}
	}

	/**
	 * Closes the main apartment.
	 */
	@Override
	public void close() {
		this.main.close();
	}

}
