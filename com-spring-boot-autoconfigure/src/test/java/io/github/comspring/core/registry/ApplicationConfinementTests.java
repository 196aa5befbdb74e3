package io.github.comspring.core.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ApplicationConfinement} and {@link SurrogateJvm}.
 */
class ApplicationConfinementTests {

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final String KEY = "AppID\\" + APP;

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(this.user, this.machine, new MemoryHive("application"));

	private void set(String name, RegistryValue value) {
		this.machine.edit((root) -> root.withValue(KEY, name, value));
	}

	private ApplicationConfinement read() {
		return this.registry.application(APP).confinement();
	}

	@Test
	void readWhenKeySaysNothingThenNone() {
		set("RemoteServerName", new Sz("far"));
		assertThat(read()).isEqualTo(ApplicationConfinement.NONE);
		assertThat(this.registry.resolve(Clsid.of(APP.guid().toString())).confinement())
			.isEqualTo(ApplicationConfinement.NONE);
	}

	@Test
	void readThenWhatTheKeySays() {
		set("CommandPrefix", new MultiSz(List.of("nice", "-n", "5")));
		set("EnvironmentInherit", new MultiSz(List.of("PATH", "LC_*")));
		set("EnvironmentSet", new MultiSz(List.of("A=b=c", "EMPTY=")));
		set("WorkingDirectory", new Sz("own"));
		set("JvmArguments", new MultiSz(List.of("-Xss1m")));
		set("MaxHeap", new Dword(65536));
		set("MaxMemory", new Dword(163840));
		set("MaxProcessorTime", new Dword(90_000));
		set("ThreadStack", new Dword(2048));
		set("OomScoreAdjust", new Dword(300));
		set("CgroupMemoryMax", new Dword(262_144));
		set("CgroupPidsMax", new Dword(200));
		set("CgroupCpuMax", new Dword(1500));
		set("HeapDumps", new Sz("Yes"));
		set("CrashDirectory", new Sz("/var/crash"));
		assertThat(read()).isEqualTo(new ApplicationConfinement(List.of("nice", "-n", "5"), List.of("PATH", "LC_*"),
				Map.of("A", "b=c", "EMPTY", ""), "own",
				new ApplicationLimits(Duration.ofSeconds(90), 2048, 300, new ApplicationGroup(262_144, 200, 1500)),
				new SurrogateJvm(List.of("-Xss1m"), 65536, 163840, true, "/var/crash")));
	}

	@Test
	void readWhenGroupIsEnabledThenWithoutLimits() {
		set("CgroupEnabled", new Sz("N"));
		assertThat(read().limits().group()).isNull();
		set("CgroupEnabled", new Sz("Y"));
		assertThat(read().limits().group()).isEqualTo(new ApplicationGroup(null, null, null));
	}

	@Test
	void readWhenListOfNamesIsEmptyThenNoVariables() {
		set("EnvironmentInherit", new MultiSz(List.of()));
		assertThat(read().inherited()).isEmpty();
		assertThat(read().inheritedOr(List.of("PATH")).inherited()).isEmpty();
		assertThat(ApplicationConfinement.NONE.inheritedOr(List.of("PATH")).inherited()).containsExactly("PATH");
	}

	@Test
	void readWhenUsersHiveThenOfNoAccount() {
		set("CommandPrefix", new MultiSz(List.of("bwrap")));
		this.user.edit((root) -> root.withValue(KEY, "CommandPrefix", new MultiSz(List.of()))
			.withValue(KEY, "MaxHeap", new Dword(1 << 20)));
		assertThat(read().commandPrefix()).containsExactly("bwrap");
		assertThat(read().jvm().maxHeap()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "MaxHeap,8191,0", "MaxHeap,-1,0", "MaxMemory,131071,0", "MaxMemory,163839,65536",
			"MaxProcessorTime,0,0", "ThreadStack,255,0", "OomScoreAdjust,-1,0", "OomScoreAdjust,1001,0",
			"CgroupMemoryMax,1023,0", "CgroupPidsMax,0,0", "CgroupCpuMax,9,0" })
	void readWhenNumberMakesNoSenseThenInvalidValue(String name, int size, int heap) {
		if (heap > 0) {
			set("MaxHeap", new Dword(heap));
		}
		set(name, new Dword(size));
		assertInvalid(HResult.REGDB_E_INVALIDVALUE, name);
	}

	@Test
	void readWhenVariableHasNoNameThenInvalidValueWithoutIt() {
		set("EnvironmentSet", new MultiSz(List.of("=secret")));
		assertInvalid(HResult.REGDB_E_INVALIDVALUE, "EnvironmentSet");
	}

	@ParameterizedTest
	@CsvSource({ "CommandPrefix", "EnvironmentInherit", "JvmArguments", "MaxHeap" })
	void readWhenTextThenDamage(String name) {
		set(name, new Sz("secret"));
		assertInvalid(HResult.REGDB_E_READREGDB, name);
	}

	private void assertInvalid(HResult expected, String name) {
		assertThatExceptionOfType(ComException.class).isThrownBy(this::read)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected))
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain("secret"))
			.withMessageContaining("Value " + name + " of key");
	}

}
