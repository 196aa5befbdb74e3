package io.github.comspring.observation;

import java.util.function.Function;
import java.util.function.Supplier;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.MultiQi;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

/**
 * An activator that observes each activation of another one. Looking up a name is none.
 * Safe from any thread.
 */
public final class ObservedActivator implements Activator {

	private static final ComActivationObservationConvention DEFAULT_CONVENTION = new DefaultComActivationObservationConvention();

	private final Activator delegate;

	private final ObservationRegistry observations;

	private final @Nullable ComActivationObservationConvention convention;

	private final Function<Clsid, CoClass> names;

	/**
	 * Creates an activator.
	 * @param delegate does the work
	 * @param observations takes the observations
	 * @param convention names them, or {@code null} for the default
	 * @param names finds the other names of a class
	 */
	public ObservedActivator(Activator delegate, ObservationRegistry observations,
			@Nullable ComActivationObservationConvention convention, Function<Clsid, CoClass> names) {
		this.delegate = delegate;
		this.observations = observations;
		this.convention = convention;
		this.names = names;
	}

	@Override
	public Clsid clsid(@Nullable String name) {
		return this.delegate.clsid(name);
	}

	@Override
	public <T> ComPointer<T> getClassObject(ActivationRequest request, Class<T> type) {
		return observe(context(request), () -> this.delegate.getClassObject(request, type));
	}

	@Override
	public <T> ComPointer<T> createInstance(ActivationRequest request, Class<T> type) {
		return observe(context(request), () -> this.delegate.createInstance(request, type));
	}

	@Override
	public MultiQi createInstances(ActivationRequest request, Class<?>... types) {
		ComActivationObservationContext context = context(request);
		return observe(context, () -> {
			MultiQi pointers = this.delegate.createInstances(request, types);
			context.setSuccess(pointers.hresult());
			return pointers;
		});
	}

	@Override
	public <T> ComPointer<T> createInstance(ComPointer<?> classObject, Class<T> type) {
		return observe(context(classObject), () -> this.delegate.createInstance(classObject, type));
	}

	@Override
	public <T> ComPointer<T> createInstance(ComPointer<?> classObject, String licenseKey, Class<T> type) {
		return observe(context(classObject), () -> this.delegate.createInstance(classObject, licenseKey, type));
	}

	private <R> R observe(ComActivationObservationContext context, Supplier<R> activation) {
		Observation observation = ComActivationObservationDocumentation.ACTIVATION.observation(this.convention,
				DEFAULT_CONVENTION, () -> context, this.observations);
		return observation.observe(activation);
	}

	private ComActivationObservationContext context(ActivationRequest request) {
		requireArgument(request, "The request");
		return new ComActivationObservationContext(this.names.apply(request.clsid()), request.contexts());
	}

	private static ComActivationObservationContext context(ComPointer<?> classObject) {
		requireArgument(classObject, "The pointer to the class object");
		return new ComActivationObservationContext(classObject.coClass(), null);
	}

	/**
	 * What is refused before anything is done is no activation to be observed.
	 */
	private static void requireArgument(@Nullable Object argument, String what) {
		if (argument == null) {
			throw new ComException(HResult.E_INVALIDARG, what + " is null");
		}
	}

}
