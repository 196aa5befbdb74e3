package io.github.comspring.observation;

import io.github.comspring.ClassContext;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an activation that is observed.
 */
public class ComActivationObservationContext extends Observation.Context {

	private final CoClass coClass;

	private final @Nullable ClassContext contexts;

	private HResult success = HResult.S_OK;

	/**
	 * Creates a context.
	 * @param coClass the class that was asked for
	 * @param contexts where the client allows it to run, or {@code null} for what its
	 * registration says
	 */
	public ComActivationObservationContext(CoClass coClass, @Nullable ClassContext contexts) {
		this.coClass = coClass;
		this.contexts = contexts;
	}

	/**
	 * Returns the class that was asked for.
	 * @return the class, with no name but the CLSID if the registry has none
	 */
	public CoClass getCoClass() {
		return this.coClass;
	}

	/**
	 * Returns where the client allows the class to run.
	 * @return the contexts, or {@code null} for what the registration of the class says
	 */
	public @Nullable ClassContext getContexts() {
		return this.contexts;
	}

	/**
	 * Returns how the activation went.
	 * @return the code of its success or failure, {@code E_UNEXPECTED} for a failure
	 * without one
	 */
	public HResult getOutcome() {
		Throwable error = getError();
		if (error == null) {
			return this.success;
		}
		return (error instanceof ComException failure) ? failure.hresult() : HResult.E_UNEXPECTED;
	}

	/**
	 * Keeps a success code that carries information.
	 * @param hresult the code
	 */
	void setSuccess(HResult hresult) {
		this.success = hresult;
	}

}
