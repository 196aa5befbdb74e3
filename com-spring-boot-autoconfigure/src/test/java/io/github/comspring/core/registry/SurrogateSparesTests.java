package io.github.comspring.core.registry;

import io.github.comspring.AppId;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ApplicationRegistration.Surrogate;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for the spares of {@link Surrogate}.
 */
class SurrogateSparesTests {

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final String KEY = "AppID\\" + APP;

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(this.user, this.machine, new MemoryHive("application"));

	@BeforeEach
	void surrogate() {
		set(this.machine, "DllSurrogate", new Sz(""));
	}

	private static void set(Hive hive, String name, RegistryValue value) {
		hive.edit((root) -> root.withValue(KEY, name, value));
	}

	private Surrogate read() {
		return this.registry.application(APP).surrogate();
	}

	@Test
	void readThenWhatTheKeySaysOrNone() {
		assertThat(read().spares()).isZero();
		set(this.machine, Surrogate.SPARES, new Dword(8));
		assertThat(read().spares()).isEqualTo(8);
	}

	@Test
	void readWhenInTheUsersHiveThenNone() {
		set(this.user, "DllSurrogate", new Sz(""));
		set(this.user, Surrogate.SPARES, new Dword(8));
		assertThat(read()).isEqualTo(new Surrogate(null, null, 0, null));
	}

	@ParameterizedTest
	@ValueSource(ints = { -1, 9 })
	void readWhenOutOfRangeThenInvalidValueNamesKeyAndValue(int spares) {
		set(this.machine, Surrogate.SPARES, new Dword(spares));
		assertThatExceptionOfType(ComException.class).isThrownBy(this::read)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_INVALIDVALUE))
			.withMessageContaining(KEY + " is " + spares + " where a number from 0 to 8 belongs");
	}

	@Test
	void readWhenSurrogateIsCustomThenInvalidValueUnlessNone() {
		set(this.machine, "DllSurrogate", new Sz("/opt/host"));
		set(this.machine, Surrogate.SPARES, new Dword(0));
		assertThat(read().spares()).isZero();
		set(this.machine, Surrogate.SPARES, new Dword(1));
		assertThatExceptionOfType(ComException.class).isThrownBy(this::read)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_INVALIDVALUE))
			.withMessageContaining("custom surrogate '/opt/host'");
	}

}
