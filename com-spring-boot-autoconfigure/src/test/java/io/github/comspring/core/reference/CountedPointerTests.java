package io.github.comspring.core.reference;

import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Unknown;
import io.github.comspring.core.reference.TestServer.Fireball;
import io.github.comspring.core.reference.TestServer.Scroll;
import io.github.comspring.core.reference.TestServer.Spell;
import io.github.comspring.core.reference.TestServer.Wand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CountedPointer} and {@link CountedInstance}.
 */
class CountedPointerTests {

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final TestServer server = new TestServer(false);

	private final Fireball fireball = new Fireball();

	private final ClassFactory<Fireball> factory = (type) -> this.fireball;

	private final ClassObject classObject = this.server.held(this.factory);

	private final CountedInstance instance = new CountedInstance(this.classObject, this.factory, this.fireball,
			this.leakDetector);

	@AfterEach
	void close() {
		this.leakDetector.close();
	}

	@Test
	void getWhenInProcessThenObjectItself() {
		try (ComPointer<Spell> spell = this.instance.adopt(Spell.class)) {
			assertThat(spell.get()).isSameAs(this.fireball);
			assertThat(spell.coClass().progId()).hasToString("Test.Spell.1");
		}
	}

	@Test
	@Tag("UK-01")
	void queryInterfaceWhenThroughAnyInterfaceThenSameUnknown() {
		try (ComPointer<Spell> spell = this.instance.adopt(Spell.class);
				ComPointer<Scroll> scroll = spell.queryInterface(Scroll.class);
				ComPointer<Object> unknown = spell.queryInterface(Object.class);
				ComPointer<Object> other = scroll.queryInterface(Object.class)) {
			assertThat(unknown.get()).isSameAs(other.get());
			assertThat(spell.isSameObject(scroll)).isTrue();
		}
	}

	@Test
	@Tag("UK-01")
	void isSameObjectWhenOtherInstanceThenFalse() {
		TestServer otherServer = new TestServer(false);
		Fireball second = new Fireball();
		CountedInstance otherInstance = new CountedInstance(otherServer.held(this.factory), this.factory, second,
				this.leakDetector);
		try (ComPointer<Spell> one = this.instance.adopt(Spell.class);
				ComPointer<Spell> other = otherInstance.adopt(Spell.class)) {
			assertThat(one.isSameObject(other)).isFalse();
		}
	}

	@Test
	void queryInterfaceWhenRepeatedThenReflexiveSymmetricAndTransitive() {
		List<Class<?>> supported = List.of(Spell.class, Scroll.class, Object.class);
		try (ComPointer<Spell> spell = this.instance.adopt(Spell.class)) {
			for (Class<?> first : supported) {
				try (ComPointer<?> one = spell.queryInterface(first)) {
					for (Class<?> second : supported) {
						try (ComPointer<?> two = one.queryInterface(second);
								ComPointer<?> back = two.queryInterface(first)) {
							assertThat(back.isSameObject(spell)).isTrue();
						}
						assertRefused(one);
					}
				}
			}
		}
	}

	@Test
	@Tag("UK-04")
	void queryInterfaceWhenRefusedThenNothingCounted() {
		ComPointer<Spell> spell = this.instance.adopt(Spell.class);
		assertRefused(spell);
		spell.close();
		assertThat(this.fireball.destroyed).isOne();
	}

	@Test
	@Tag("UK-04")
	void queryInterfaceWhenGrantedThenOneReferenceMore() {
		ComPointer<Spell> spell = this.instance.adopt(Spell.class);
		ComPointer<Scroll> scroll = spell.queryInterface(Scroll.class);
		spell.close();
		assertThat(this.fireball.destroyed).isZero();
		scroll.close();
		assertThat(this.fireball.destroyed).isOne();
	}

	@Test
	void queryInterfaceWhenNoComInterfaceThenNoInterface() {
		try (ComPointer<Spell> spell = this.instance.adopt(Spell.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> spell.queryInterface(AutoCloseable.class))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE))
				.withMessageContaining("@ComInterface");
		}
	}

	@Test
	@Tag("UK-05")
	void closeWhenLastThenDestroyedOnceAndServerLetGo() {
		ComPointer<Spell> spell = this.instance.adopt(Spell.class);
		ComPointer<Spell> copy = spell.addRef();
		Spell kept = spell.get();
		assertThat(this.classObject.instances()).isOne();
		spell.close();
		System.gc();
		assertThat(this.fireball.destroyed).isZero();
		assertThat(this.server.references.get()).isOne();
		copy.close();
		assertThat(this.fireball.destroyed).isOne();
		assertThat(this.server.references.get()).isZero();
		assertThat(this.classObject.instances()).isZero();
		assertThat(kept.cast()).as("a Java reference that was kept").isEqualTo("fire");
	}

	@Test
	@Tag("UK-05")
	void getWhenClosedThenNotConnected() {
		ComPointer<Spell> spell = this.instance.adopt(Spell.class);
		spell.close();
		assertThatExceptionOfType(ComException.class).isThrownBy(spell::get)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_OBJNOTCONNECTED))
			.withMessageContaining("Test.Spell.1");
		assertThatExceptionOfType(ComException.class).isThrownBy(spell::addRef);
	}

	@Test
	@Tag("UK-06")
	void closeWhenRepeatedThenCountsOnce() {
		ComPointer<Spell> spell = this.instance.adopt(Spell.class);
		ComPointer<Spell> copy = spell.addRef();
		spell.close();
		spell.close();
		assertThat(this.fireball.destroyed).isZero();
		copy.close();
		assertThat(this.fireball.destroyed).isOne();
		assertThatExceptionOfType(ComException.class).isThrownBy(this.instance::release)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_UNEXPECTED));
		assertThat(this.fireball.destroyed).isOne();
	}

	@Test
	@Tag("UK-06")
	void addRefWhenManyThreadsThenDestroyedExactlyOnce() throws Exception {
		int threads = 32;
		ComPointer<Spell> spell = this.instance.adopt(Spell.class);
		CyclicBarrier start = new CyclicBarrier(threads);
		ExecutorService executor = Executors.newFixedThreadPool(threads);
		try {
			List<Future<?>> running = IntStream.range(0, threads).<Future<?>>mapToObj((i) -> executor.submit(() -> {
				start.await();
				for (int n = 0; n < 2000; n++) {
					spell.addRef().close();
				}
				return null;
			})).toList();
			for (Future<?> each : running) {
				each.get();
			}
		}
		finally {
			executor.shutdownNow();
		}
		assertThat(this.fireball.destroyed).isZero();
		spell.close();
		assertThat(this.fireball.destroyed).isOne();
	}

	@Test
	@Tag("UK-08")
	void queryInterfaceWhenTearOffThenIdentityThroughUnknownAlone() {
		TearingOff object = new TearingOff();
		ClassFactory<TearingOff> tearing = (type) -> object;
		CountedInstance counted = new CountedInstance(new TestServer(false).held(tearing), tearing, object,
				this.leakDetector);
		try (ComPointer<Object> unknown = counted.adopt(Object.class);
				ComPointer<Spell> one = unknown.queryInterface(Spell.class);
				ComPointer<Spell> two = unknown.queryInterface(Spell.class)) {
			assertThat(one.get()).isNotSameAs(two.get());
			assertThat(one.isSameObject(two)).isTrue();
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> one.queryInterface(Scroll.class));
		}
	}

	@Test
	void adoptWhenRefusedThenDestroyed() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.instance.adopt(Wand.class))
			.withMessageContaining("E_NOINTERFACE")
			.withMessageContaining(Wand.class.getName());
		assertThat(this.fireball.destroyed).isOne();
		assertThat(this.server.references.get()).isZero();
	}

	@Test
	void closeWhenDestroyFailsThenServerLetGo() {
		ClassFactory<Fireball> failing = new ClassFactory<>() {

			@Override
			public Fireball createInstance(Class<?> type) {
				return CountedPointerTests.this.fireball;
			}

			@Override
			public void destroyInstance(Fireball object) {
				throw new IllegalStateException("Cannot be destroyed");
			}

		};
		TestServer other = new TestServer(false);
		new CountedInstance(other.held(failing), failing, this.fireball, this.leakDetector).adopt(Spell.class).close();
		assertThat(other.references.get()).isZero();
	}

	private static void assertRefused(ComPointer<?> pointer) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.queryInterface(Wand.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
	}

	/**
	 * Makes a new view each time it is asked.
	 */
	private static final class TearingOff implements Unknown {

		@Override
		public Object queryInterface(Class<?> type) {
			return (type == Spell.class) ? new Fireball() : "nothing that anybody asked for";
		}

	}

}
