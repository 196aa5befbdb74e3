package io.github.comspring.core.registry;

import io.github.comspring.CoClass;
import org.jspecify.annotations.Nullable;

/**
 * The class that an activation leads to, after {@code TreatAs}.
 *
 * @param coClass the class by all names the registry knows
 * @param registration what the registry says of it, or {@code null} if it is not
 * registered; the class table may still have it
 * @param application what the registry says of its application, or {@code null} if it
 * belongs to none that is registered
 */
public record ResolvedClass(CoClass coClass, @Nullable ClassRegistration registration,
		@Nullable ApplicationRegistration application) {

	/**
	 * Returns what the application says of time.
	 * @return the times, {@link ApplicationTimes#NONE} without an application
	 */
	public ApplicationTimes times() {
		return (this.application != null) ? this.application.times() : ApplicationTimes.NONE;
	}

	/**
	 * Returns how the servers of the application are supervised.
	 * @return the limits, {@link Supervision#DEFAULT} without an application
	 */
	public Supervision supervision() {
		return (this.application != null) ? this.application.supervision() : Supervision.DEFAULT;
	}

	/**
	 * Returns the account that the servers of the application run under.
	 * @return the value {@code RunAs}, or {@code null} for the one that activates
	 */
	public @Nullable String runAs() {
		return (this.application != null) ? this.application.runAs() : null;
	}

	/**
	 * Returns how the processes of the application are confined.
	 * @return the confinement, {@link ApplicationConfinement#NONE} without an application
	 */
	public ApplicationConfinement confinement() {
		return (this.application != null) ? this.application.confinement() : ApplicationConfinement.NONE;
	}

}
