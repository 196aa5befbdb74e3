package io.github.comspring.core.registry;

import java.time.Duration;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Supervision}.
 */
class SupervisionTests {

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final String KEY = "AppID\\" + APP;

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private void set(String name, RegistryValue value) {
		this.hive.edit((root) -> root.withValue(KEY, name, value));
	}

	@Test
	void readWhenKeySaysNothingThenFiveFailuresAMinuteAndNoRecycling() {
		set("RemoteServerName", new Sz("far"));
		assertThat(this.registry.application(APP).supervision())
			.isEqualTo(new Supervision(new RestartLimits(5, Duration.ofMinutes(1)), RecycleLimits.NONE));
	}

	@Test
	void readThenWhatTheKeySays() {
		set("RestartLimit", new Dword(1));
		set("RestartWindow", new Dword(2));
		set("RecycleAge", new Dword(3));
		set("RecycleCalls", new Dword(4));
		set("RecycleActivations", new Dword(5));
		set("RecycleMemory", new Dword(6));
		set("RecycleErrors", new Dword(7));
		assertThat(this.registry.application(APP).supervision()).isEqualTo(new Supervision(
				new RestartLimits(1, Duration.ofMillis(2)), new RecycleLimits(Duration.ofMillis(3), 4, 5, 6, 7)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "RestartLimit", "RestartWindow", "RecycleAge", "RecycleCalls", "RecycleActivations",
			"RecycleMemory", "RecycleErrors" })
	void readWhenLessThanOneThenInvalidValueNamesKeyAndValue(String name) {
		set(name, new Dword(0));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.registry.application(APP))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_INVALIDVALUE))
			.withMessageContaining("Value " + name + " of key")
			.withMessageContaining(KEY + " is 0 where a number of at least 1 belongs");
	}

	@Test
	void supervisionOfClassIsThatOfItsApplication() {
		Clsid clsid = Clsid.of("{00000000-0000-0000-0000-000000000001}");
		assertThat(this.registry.resolve(clsid).supervision()).isEqualTo(Supervision.DEFAULT);
		set("RestartLimit", new Dword(7));
		this.hive.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new Sz(APP.toString())));
		assertThat(this.registry.resolve(clsid).supervision().restarts().failures()).isEqualTo(7);
	}

}
