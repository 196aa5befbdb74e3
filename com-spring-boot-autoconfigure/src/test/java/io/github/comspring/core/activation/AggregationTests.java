package io.github.comspring.core.activation;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.Zoo.Duck;
import io.github.comspring.core.activation.Zoo.Farm;
import io.github.comspring.core.activation.Zoo.Feeds;
import io.github.comspring.core.activation.Zoo.Walks;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static io.github.comspring.core.activation.ActivationFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for objects that are parts of others, created through the
 * {@link DefaultActivator}.
 */
class AggregationTests {

	private final ActivationFixture fixture = new ActivationFixture();

	private final DefaultActivator activator = this.fixture.activator();

	private final Clsid clsid = this.fixture.registered();

	private final RecordingFactory<Object> factory = new RecordingFactory<>(() -> new Duck("duck"));

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	@Tag("CF-03")
	@Tag("UK-07")
	void createInstanceWhenOuterAndClassDoesNotAggregateThenNothingConstructed() {
		this.fixture.register(this.clsid, this.factory);
		assertFails(HResult.CLASS_E_NOAGGREGATION,
				() -> this.activator.createInstance(request().aggregatedBy(new Farm()), Object.class));
		assertThat(this.factory.created).hasValue(0);
		assertThat(instances()).isZero();
	}

	@Test
	@Tag("CI-08")
	void createInstanceWhenOuterAndServerElsewhereThenNothingLaunched() {
		TestSource program = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> this.factory);
		assertFails(HResult.CLASS_E_NOAGGREGATION,
				() -> this.fixture.activator().createInstance(request().aggregatedBy(new Farm()), Object.class));
		assertThat(program.asked).isEmpty();
	}

	@Test
	@Tag("UK-07")
	void createInstanceWhenAggregatedThenOneIdentityAndDestroyedOnce() {
		AtomicInteger partsDestroyed = new AtomicInteger();
		Farm farm = new Farm();
		Clsid partClass = this.fixture.registered();
		this.fixture.register(partClass, new AggregatableFactory(partsDestroyed));
		this.fixture.register(this.clsid, (ClassFactory<Farm>) (type) -> farm);
		farm.part = this.activator.createInstance(ActivationRequest.of(partClass).aggregatedBy(farm), Object.class);
		ComPointer<Walks> outer = this.activator.createInstance(this.clsid, Walks.class);
		ComPointer<Feeds> inner = outer.queryInterface(Feeds.class);
		assertThat(inner.get().feed()).isEqualTo("corn");
		assertThat(inner.isSameObject(outer)).isTrue();
		try (ComPointer<Walks> back = inner.queryInterface(Walks.class)) {
			assertThat(back.get()).isSameAs(farm);
		}
		outer.close();
		assertThat(farm.closed).isZero();
		inner.close();
		assertThat(farm.closed).isOne();
		assertThat(partsDestroyed).hasValue(1);
	}

	@Test
	@Tag("UK-07")
	void createInstanceWhenAggregatedAndNotAskedForUnknownThenNoInterface() {
		AtomicInteger destroyed = new AtomicInteger();
		this.fixture.register(this.clsid, new AggregatableFactory(destroyed));
		assertFails(HResult.E_NOINTERFACE,
				() -> this.activator.createInstance(request().aggregatedBy(new Farm()), Feeds.class));
		assertThat(destroyed).hasValue(1);
		assertThat(instances()).isZero();
	}

	private ActivationRequest request() {
		return ActivationRequest.of(this.clsid);
	}

	private int instances() {
		return this.fixture.classTable.registrations()
			.stream()
			.mapToInt((registration) -> registration.classObject().instances())
			.sum();
	}

	/**
	 * Makes parts of other objects.
	 */
	private record AggregatableFactory(AtomicInteger destroyed) implements ClassFactory<Feeds> {

		@Override
		public Feeds createInstance(Class<?> type) {
			return () -> "corn";
		}

		@Override
		public Feeds createAggregate(Object outer) {
			return () -> "corn";
		}

		@Override
		public void destroyInstance(Feeds instance) {
			this.destroyed.incrementAndGet();
		}

	}

}
