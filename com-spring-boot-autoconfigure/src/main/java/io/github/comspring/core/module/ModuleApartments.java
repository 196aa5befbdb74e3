package io.github.comspring.core.module;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.ThreadingModel;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.apartment.Apartments;

/**
 * The apartments of one jar: its classes of one threading model are together in one. Made
 * when the first class of a model comes. Safe from any thread.
 */
final class ModuleApartments {

	private final Apartments apartments;

	private final String module;

	@GuardedBy("made")
	private final Map<ThreadingModel, Apartment> made = new EnumMap<>(ThreadingModel.class);

	@GuardedBy("made")
	private boolean released;

	/**
	 * Creates the apartments, without any yet.
	 * @param apartments those of the process
	 * @param module the name of the jar
	 */
	ModuleApartments(Apartments apartments, String module) {
		this.apartments = apartments;
		this.module = module;
	}

	/**
	 * Returns where the classes of a threading model live.
	 * @param model the threading model
	 * @return the apartment, a closed one if they are released
	 */
	Apartment of(ThreadingModel model) {
		Apartment apartment;
		boolean late;
		synchronized (this.made) {
			apartment = this.made.computeIfAbsent(model, (missing) -> this.apartments.of(missing, this.module));
			late = this.released;
		}
		if (late) {
			this.apartments.release(apartment);
		}
		return apartment;
	}

	/**
	 * Tells whether any thread may call all objects of the jar.
	 */
	boolean areFreeThreaded() {
		synchronized (this.made) {
			return this.made.values().stream().allMatch(Apartment::isFreeThreaded);
		}
	}

	/**
	 * Closes those that are the jar's alone.
	 */
	void release() {
		List<Apartment> own;
		synchronized (this.made) {
			this.released = true;
			own = List.copyOf(this.made.values());
		}
		own.forEach(this.apartments::release);
	}

}
