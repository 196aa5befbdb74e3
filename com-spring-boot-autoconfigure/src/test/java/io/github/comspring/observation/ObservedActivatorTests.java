package io.github.comspring.observation;

import java.util.Arrays;
import java.util.List;

import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.MultiQi;
import io.github.comspring.ProgId;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import io.micrometer.observation.tck.TestObservationRegistryAssert.TestObservationRegistryAssertReturningObservationContextAssert;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class ObservedActivatorTests {

	private static final CoClass CALCULATOR = new CoClass(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"),
			new ProgId("Desk.Calculator.1"), null);

	private static final CoClass NAMELESS = CoClass.of(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A2}"));

	private static final ActivationRequest REQUEST = ActivationRequest.of(CALCULATOR.clsid());

	private final TestObservationRegistry observations = TestObservationRegistry.create();

	private final Activator delegate = mock();

	private final ComPointer<Runnable> pointer = mock();

	private final ObservedActivator activator = activator(null);

	@Test
	void createInstanceThenObservedWithNameContextAndOutcome() {
		ActivationRequest request = REQUEST.in(ClassContext.LOCAL_SERVER);
		given(this.delegate.createInstance(request, Runnable.class)).willReturn(this.pointer);
		assertThat(this.activator.createInstance(request, Runnable.class)).isSameAs(this.pointer);
		observed().hasContextualNameEqualTo("activate Desk.Calculator.1")
			.hasLowCardinalityKeyValue("class", "Desk.Calculator.1")
			.hasLowCardinalityKeyValue("context", "LOCAL_SERVER")
			.hasLowCardinalityKeyValue("outcome", "S_OK")
			.hasHighCardinalityKeyValue("clsid", CALCULATOR.clsid().toString())
			.doesNotHaveError()
			.hasBeenStopped();
	}

	@Test
	void createInstanceThenRunsInScopeOfObservation() {
		given(this.delegate.createInstance(REQUEST, Runnable.class)).willAnswer((call) -> {
			Observation current = this.observations.getCurrentObservation();
			assertThat(current).isNotNull();
			return this.pointer;
		});
		this.activator.createInstance(REQUEST, Runnable.class);
		assertThat(this.observations.getCurrentObservation()).isNull();
	}

	@Test
	void createInstanceWhenFailsThenObservedWithHresult() {
		ComException failure = new ComException(HResult.E_ACCESSDENIED, "no");
		given(this.delegate.createInstance(REQUEST, Runnable.class)).willThrow(failure);
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.activator.createInstance(REQUEST, Runnable.class))
			.isSameAs(failure);
		observed().hasLowCardinalityKeyValue("outcome", "E_ACCESSDENIED")
			.hasLowCardinalityKeyValue("class", "Desk.Calculator.1")
			.hasError(failure)
			.hasBeenStopped();
	}

	@Test
	void createInstanceWhenFailsWithoutCodeThenOutcomeIsUnexpected() {
		given(this.delegate.createInstance(REQUEST, Runnable.class)).willThrow(new IllegalStateException("bug"));
		assertThatIllegalStateException().isThrownBy(() -> this.activator.createInstance(REQUEST, Runnable.class));
		observed().hasLowCardinalityKeyValue("outcome", "E_UNEXPECTED");
	}

	@Test
	void createInstanceWhenClassHasNoNameThenClsidNamesItUnlessItFails() {
		ActivationRequest request = ActivationRequest.of(NAMELESS.clsid());
		given(this.delegate.createInstance(request, Runnable.class)).willReturn(this.pointer)
			.willThrow(new ComException(HResult.REGDB_E_CLASSNOTREG, "unknown"));
		this.activator.createInstance(request, Runnable.class);
		observed().hasLowCardinalityKeyValue("class", NAMELESS.clsid().toString());
		this.observations.clear();
		assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> this.activator.createInstance(request, Runnable.class));
		observed().hasLowCardinalityKeyValue("class", "none")
			.hasHighCardinalityKeyValue("clsid", NAMELESS.clsid().toString());
	}

	@Test
	void getClassObjectThenObserved() {
		given(this.delegate.getClassObject(REQUEST, Runnable.class)).willReturn(this.pointer);
		assertThat(this.activator.getClassObject(REQUEST, Runnable.class)).isSameAs(this.pointer);
		observed().hasLowCardinalityKeyValue("context", "none").hasLowCardinalityKeyValue("outcome", "S_OK");
	}

	@Test
	void createInstancesWhenSomeAreRefusedThenOutcomeSaysSo() {
		MultiQi some = new MultiQi(List.of(new MultiQi.Entry(Runnable.class, this.pointer, HResult.S_OK),
				new MultiQi.Entry(List.class, null, HResult.E_NOINTERFACE)));
		given(this.delegate.createInstances(REQUEST, Runnable.class, List.class)).willReturn(some);
		assertThat(this.activator.createInstances(REQUEST, Runnable.class, List.class)).isSameAs(some);
		observed().hasLowCardinalityKeyValue("outcome", "CO_S_NOTALLINTERFACES");
	}

	@Test
	void createInstanceOfClassObjectThenObservedUnderItsClass() {
		ComPointer<Object> classObject = mock();
		given(classObject.coClass()).willReturn(CALCULATOR);
		given(this.delegate.createInstance(classObject, Runnable.class)).willReturn(this.pointer);
		given(this.delegate.createInstance(classObject, "key", Runnable.class)).willReturn(this.pointer);
		assertThat(this.activator.createInstance(classObject, Runnable.class)).isSameAs(this.pointer);
		assertThat(this.activator.createInstance(classObject, "key", Runnable.class)).isSameAs(this.pointer);
		TestObservationRegistryAssert.assertThat(this.observations)
			.hasNumberOfObservationsWithNameEqualTo("comspring.activation", 2)
			.forAllObservationsWithNameEqualTo("comspring.activation",
					(each) -> each.hasLowCardinalityKeyValue("class", "Desk.Calculator.1"));
	}

	@Test
	void clsidThenNotObserved() {
		given(this.delegate.clsid("Desk.Calculator")).willReturn(CALCULATOR.clsid());
		assertThat(this.activator.clsid("Desk.Calculator")).isEqualTo(CALCULATOR.clsid());
		TestObservationRegistryAssert.assertThat(this.observations).doesNotHaveAnyObservation();
	}

	@Test
	void createInstanceWhenConventionThenItNamesTheObservation() {
		given(this.delegate.createInstance(REQUEST, Runnable.class)).willReturn(this.pointer);
		activator(new DefaultComActivationObservationConvention() {

			@Override
			public String getName() {
				return "own";
			}

		}).createInstance(REQUEST, Runnable.class);
		TestObservationRegistryAssert.assertThat(this.observations).hasObservationWithNameEqualTo("own");
	}

	@Test
	void createInstanceThenOnlyDocumentedKeys() {
		given(this.delegate.createInstance(REQUEST, Runnable.class)).willReturn(this.pointer);
		this.activator.createInstance(REQUEST, Runnable.class);
		KeyName[] documented = KeyName.merge(
				ComActivationObservationDocumentation.ACTIVATION.getLowCardinalityKeyNames(),
				ComActivationObservationDocumentation.ACTIVATION.getHighCardinalityKeyNames());
		observed().hasOnlyKeys(Arrays.stream(documented).map(KeyName::asString).toArray(String[]::new));
	}

	private ObservedActivator activator(ComActivationObservationConvention convention) {
		return new ObservedActivator(this.delegate, this.observations, convention,
				(clsid) -> clsid.equals(CALCULATOR.clsid()) ? CALCULATOR : CoClass.of(clsid));
	}

	private TestObservationRegistryAssertReturningObservationContextAssert observed() {
		return TestObservationRegistryAssert.assertThat(this.observations)
			.hasSingleObservationThat()
			.hasNameEqualTo("comspring.activation");
	}

}
