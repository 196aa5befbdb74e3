package io.github.comspring.core.registry;

import java.time.Duration;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ApplicationRegistration.Surrogate;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApplicationTimes}.
 */
class ApplicationTimesTests {

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final String KEY = "AppID\\" + APP;

	private static final Duration SECOND = Duration.ofSeconds(1);

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	private void set(String name, RegistryValue value) {
		this.hive.edit((root) -> root.withValue(KEY, name, value));
	}

	@Test
	void readWhenKeySaysNothingThenNone() {
		set("RemoteServerName", new Sz("far"));
		assertThat(this.registry.application(APP).times()).isEqualTo(ApplicationTimes.NONE);
	}

	@Test
	void readWhenNoTimeAtAllThenIdleAtOnce() {
		set("IdleTimeout", new Dword(0));
		assertThat(this.registry.application(APP).times()).isEqualTo(new ApplicationTimes(Duration.ZERO, null, false));
	}

	@ParameterizedTest
	@CsvSource({ "IdleTimeout,-1", "CallTimeout,0", "CallTimeout,-2147483648" })
	void readWhenOutOfRangeThenInvalidValueNamesKeyAndValue(String name, int millis) {
		set(name, new Dword(millis));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.registry.application(APP))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_INVALIDVALUE))
			.withMessageContaining("Value " + name + " of key")
			.withMessageContaining(KEY + " is " + millis + " ms");
	}

	@ParameterizedTest
	@CsvSource({ "IdleTimeout", "CallTimeout" })
	void readWhenTextThenDamage(String name) {
		set(name, new Sz("20s"));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.registry.application(APP))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_READREGDB))
			.withMessageContaining("Value " + name + " of key");
	}

	@Test
	void readWhenSurrogateWaitsForDebuggerThenNoDeadline() {
		set("DllSurrogate", new Sz(""));
		set("IdleTimeout", new Dword(1000));
		set("CallTimeout", new Dword(1000));
		set("EndOnCallTimeout", new Sz("Y"));
		set("DebugPort", new Dword(0));
		assertThat(this.registry.application(APP).times())
			.isEqualTo(new ApplicationTimes(SECOND, ApplicationTimes.NO_DEADLINE, false));
	}

	@Test
	void readWhenUsersHiveHasDebugPortThenIgnored() {
		MemoryHive user = new MemoryHive("user");
		user.edit((root) -> root.withValue(KEY, "DllSurrogate", new Sz("")).withValue(KEY, "DebugPort", new Dword(1)));
		ComRegistry merged = new ComRegistry(user, this.hive, new MemoryHive("application"));
		assertThat(merged.application(APP).surrogate()).isEqualTo(new Surrogate(null, null, 0, null));
	}

	@ParameterizedTest
	@CsvSource({ "-1", "65536" })
	void readWhenDebugPortIsNoneThenInvalidValue(int port) {
		set("DllSurrogate", new Sz(""));
		set("DebugPort", new Dword(port));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.registry.application(APP))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_INVALIDVALUE))
			.withMessageContaining("Value DebugPort of key");
	}

	@Test
	void timesOfClassAreThoseOfItsApplication() {
		Clsid clsid = Clsid.of("{00000000-0000-0000-0000-000000000001}");
		assertThat(this.registry.resolve(clsid).times()).isEqualTo(ApplicationTimes.NONE);
		set("CallTimeout", new Dword(1000));
		this.hive.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new Sz(APP.toString())));
		assertThat(this.registry.resolve(clsid).times().call()).isEqualTo(SECOND);
	}

	@Test
	void isEndedForThenOnlyIfWantedAndAsLongAsTheTimeout() {
		assertThat(new ApplicationTimes(null, SECOND, true).isEndedFor(SECOND)).isTrue();
		assertThat(new ApplicationTimes(null, SECOND, true).isEndedFor(SECOND.minusNanos(1))).isFalse();
		assertThat(new ApplicationTimes(null, SECOND, false).isEndedFor(SECOND)).isFalse();
		assertThat(new ApplicationTimes(null, null, true).isEndedFor(SECOND)).isFalse();
	}

}
