package io.github.comspring.core.reference;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.reference.TestServer.Fireball;
import io.github.comspring.core.reference.TestServer.Spell;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link CountedClassObject} and {@link LockedClassFactory}.
 */
class CountedClassObjectTests {

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final RecordingFactory factory = new RecordingFactory();

	@AfterEach
	void close() {
		this.leakDetector.close();
	}

	@Test
	@Tag("CF-05")
	void adoptWhenProcessThenServerNotKept() {
		TestServer process = new TestServer(false);
		try (ComPointer<?> pointer = pointer(process.held(this.factory))) {
			assertThat(process.references.get()).isZero();
			assertThat(pointer.get()).isInstanceOf(ClassFactory.class);
		}
		assertThat(process.references.get()).isZero();
	}

	@Test
	void adoptWhenModuleThenServerKeptUntilClosed() {
		TestServer module = new TestServer(true);
		ComPointer<?> pointer = pointer(module.held(this.factory));
		assertThat(module.references.get()).isOne();
		pointer.close();
		assertThat(module.references.get()).isZero();
	}

	@Test
	@Tag("CF-04")
	void lockServerWhenLockedTwiceThenKeptUntilBothTakenBack() {
		TestServer process = new TestServer(false);
		ClassObject classObject = process.held(this.factory);
		try (ComPointer<ClassFactory<?>> pointer = pointer(classObject)) {
			pointer.get().lockServer(true);
			pointer.get().lockServer(true);
			assertThat(classObject.locks()).isEqualTo(2);
			pointer.get().lockServer(false);
			assertThat(process.references.get()).isOne();
			pointer.get().lockServer(false);
			assertThat(process.references.get()).isZero();
			assertThat(this.factory.locks).containsExactly(true, true, false, false);
		}
	}

	@Test
	@Tag("CF-04")
	void lockServerWhenNotLockedThenUnexpected() {
		TestServer process = new TestServer(false);
		ClassObject classObject = process.held(this.factory);
		try (ComPointer<ClassFactory<?>> pointer = pointer(classObject)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> pointer.get().lockServer(false))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_UNEXPECTED));
			assertThat(classObject.locks()).isZero();
			assertThat(process.references.get()).isZero();
		}
	}

	@Test
	@Tag("CF-01")
	void adoptWhenInterfaceRefusedThenNothingHeld() {
		TestServer module = new TestServer(true);
		CountedClassObject classObject = new CountedClassObject(module.held(this.factory), this.leakDetector);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> classObject.adopt(LicensedClassFactory.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
		assertThat(module.references.get()).isZero();
	}

	@Test
	void behindWhenInstanceThenNoInterface() {
		Fireball fireball = new Fireball();
		try (ComPointer<Spell> spell = new CountedInstance(new TestServer(false).held(this.factory), this.factory,
				fireball, this.leakDetector)
			.adopt(Spell.class)) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> CountedClassObject.behind(spell))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_NOINTERFACE));
		}
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private ComPointer<ClassFactory<?>> pointer(ClassObject classObject) {
		return (ComPointer) new CountedClassObject(classObject, this.leakDetector).adopt(ClassFactory.class);
	}

	private static final class RecordingFactory implements ClassFactory<Fireball> {

		private final List<Boolean> locks = new ArrayList<>();

		@Override
		public Fireball createInstance(Class<?> type) {
			return new Fireball();
		}

		@Override
		public void lockServer(boolean lock) {
			this.locks.add(lock);
		}

	}

}
