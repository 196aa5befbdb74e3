package io.github.comspring.test;

import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComModule;
import io.github.comspring.ComPointer;
import io.github.comspring.fixture.Mortal;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.springframework.util.StringUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A module's tests, as those who write modules have them.
 */
class ModuleUnderTestTests {

	private static final Clsid CLASS = Clsid.of("{7D2E4B90-3C58-4F1A-A6E7-90B1C3D5E710}");

	@RegisterExtension
	static final ComModuleExtension module = ComModuleExtension.ofClasses(ModuleUnderTest.class, Mortal.class);

	@Test
	void inProcessThenInThisOne() {
		try (ComPointer<Mortal> pointer = module.inProcess().createInstance(CLASS, Mortal.class)) {
			assertThat(pointer.get().pid()).isEqualTo(ProcessHandle.current().pid());
		}
	}

	@Test
	void inSurrogateThenInAnother() {
		try (ComPointer<Mortal> pointer = module.inSurrogate().createInstance(CLASS, Mortal.class)) {
			assertThat(pointer.get().pid()).isNotEqualTo(ProcessHandle.current().pid());
			assertThat(pointer.get().count()).isEqualTo(1);
		}
	}

	@Test
	void inSurrogateThenWithTheLibrariesOfTheTests() {
		try (ComPointer<Mortal> here = module.inProcess().createInstance(CLASS, Mortal.class);
				ComPointer<Mortal> there = module.inSurrogate().createInstance(CLASS, Mortal.class)) {
			assertThat(here.get().haltOnceIdempotent("banana")).isEqualTo(3);
			assertThat(there.get().haltOnceIdempotent("banana")).isEqualTo(3);
		}
	}

	@Nested
	class Inner {

		@Test
		void inSurrogateThenAsOutside() {
			inSurrogateThenInAnother();
		}

	}

	/**
	 * The module under test.
	 */
	public static final class ModuleUnderTest implements ComModule {

		@Override
		public Object getClassObject(Clsid clsid) {
			return (ClassFactory<Object>) (type) -> new Countable();
		}

	}

	private static final class Countable implements Mortal {

		private int calls;

		@Override
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Override
		public synchronized int count() {
			return ++this.calls;
		}

		@Override
		public long haltOnce(String marker) {
			throw new UnsupportedOperationException(marker);
		}

		@Override
		public long haltOnceIdempotent(String marker) {
			return StringUtils.countOccurrencesOf(marker, "a");
		}

	}

}
