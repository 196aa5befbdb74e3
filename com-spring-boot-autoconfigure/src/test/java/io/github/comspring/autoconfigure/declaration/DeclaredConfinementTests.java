package io.github.comspring.autoconfigure.declaration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeclaredConfinement}.
 */
class DeclaredConfinementTests {

	private static final String DESK = "comspring.applications.desk.";

	private static final String KEY = "AppID\\{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41009}";

	@Test
	void writeToWhenNothingIsSaidThenNoValues() {
		assertThat(tree("app-id", "x").values()).isEmpty();
	}

	@Test
	void writeToThenValues() {
		RegistryKey key = tree("jvm-args[0]", "-Xss1m", "jvm-args[1]", "-Dx=y", "max-heap", "64MB", "max-memory",
				"160MB", "max-processor-time", "90s", "thread-stack", "512KB", "oom-score-adjust", "0", "heap-dumps",
				"true", "crash-directory", "/var/crash", "working-directory", "own", "environment.inherit", "PATH,LC_*",
				"environment.set.[MY_DESK]", "oak", "environment.set.[A]", "b=c", "command-prefix", "nice,-n,5",
				"run-as", "pdfsandbox");
		assertThat(key.value("JvmArguments")).isEqualTo(new MultiSz(List.of("-Xss1m", "-Dx=y")));
		assertThat(key.value("MaxHeap")).isEqualTo(new Dword(65536));
		assertThat(key.value("MaxMemory")).isEqualTo(new Dword(163840));
		assertThat(key.value("MaxProcessorTime")).isEqualTo(new Dword(90_000));
		assertThat(key.value("ThreadStack")).isEqualTo(new Dword(512));
		assertThat(key.value("OomScoreAdjust")).isEqualTo(new Dword(0));
		assertThat(key.value("HeapDumps")).isEqualTo(new Sz("Y"));
		assertThat(key.value("CrashDirectory")).isEqualTo(new Sz("/var/crash"));
		assertThat(key.value("WorkingDirectory")).isEqualTo(new Sz("own"));
		assertThat(key.value("EnvironmentInherit")).isEqualTo(new MultiSz(List.of("PATH", "LC_*")));
		assertThat(key.value("EnvironmentSet")).isEqualTo(new MultiSz(List.of("A=b=c", "MY_DESK=oak")));
		assertThat(key.value("CommandPrefix")).isEqualTo(new MultiSz(List.of("nice", "-n", "5")));
		assertThat(key.value("RunAs")).isEqualTo(new Sz("pdfsandbox"));
	}

	@Test
	void writeToWhenGroupThenValuesOfIt() {
		RegistryKey key = tree("cgroup.memory-max", "512MB", "cgroup.pids-max", "200", "cgroup.cpu-max", "1.5");
		assertThat(key.value("CgroupEnabled")).isEqualTo(new Sz("Y"));
		assertThat(key.value("CgroupMemoryMax")).isEqualTo(new Dword(524288));
		assertThat(key.value("CgroupPidsMax")).isEqualTo(new Dword(200));
		assertThat(key.value("CgroupCpuMax")).isEqualTo(new Dword(1500));
		assertThat(tree("cgroup.cpu-max", "0.01").value("CgroupCpuMax")).isEqualTo(new Dword(10));
	}

	@Test
	void writeToWhenGroupHasNoLimitThenTheGroupAlone() {
		assertThat(tree("cgroup.enabled", "true").values()).containsOnlyKeys("CgroupEnabled");
	}

	@Test
	void writeToWhenGroupIsTurnedOffThenNoValues() {
		assertThat(tree("cgroup.enabled", "false", "cgroup.pids-max", "200").values()).isEmpty();
	}

	@Test
	void writeToWhenNoVariablesAreInheritedThenEmptyList() {
		RegistryValue none = tree("environment.inherit", "").value("EnvironmentInherit");
		assertThat(none).isEqualTo(new MultiSz(List.of()));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-heap | 7MB | max-heap
			max-heap | 3TB | max-heap
			max-memory | 127MB | max-memory
			max-processor-time | 0s | max-processor-time
			max-processor-time | 25d | max-processor-time
			thread-stack | 255KB | thread-stack
			oom-score-adjust | -1 | oom-score-adjust
			oom-score-adjust | 1001 | oom-score-adjust
			cgroup.memory-max | 1023KB | cgroup.memory-max
			cgroup.memory-max | 3TB | cgroup.memory-max
			cgroup.pids-max | 0 | cgroup.pids-max
			cgroup.cpu-max | 0 | cgroup.cpu-max
			cgroup.cpu-max | 0.009 | cgroup.cpu-max
			cgroup.cpu-max | -1 | cgroup.cpu-max
			cgroup.cpu-max | NaN | cgroup.cpu-max
			cgroup.cpu-max | Infinity | cgroup.cpu-max
			environment.inherit | A=B | environment.inherit
			environment.set.[A=B] | x | environment.set
			""")
	void writeToWhenItMakesNoSenseThenRefused(String property, String value, String named) {
		assertThatExceptionOfType(InvalidComPropertyException.class).isThrownBy(() -> tree(property, value))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo(DESK + named))
			.satisfies((ex) -> assertThat(ex.remedies()).isNotEmpty());
	}

	@Test
	void writeToWhenMemoryLeavesNoRoomBesideTheHeapThenRefused() {
		assertThatExceptionOfType(InvalidComPropertyException.class)
			.isThrownBy(() -> tree("max-heap", "256MB", "max-memory", "256MB"))
			.withMessageContaining("is no size from 352 MB");
	}

	private static RegistryKey tree(String... properties) {
		Map<String, String> source = new LinkedHashMap<>();
		for (int i = 0; i < properties.length; i += 2) {
			source.put(DESK + properties[i], properties[i + 1]);
		}
		ComProperties bound = new Binder(new MapConfigurationPropertySource(source)).bindOrCreate("comspring",
				ComProperties.class);
		RegistryKey tree = new DeclaredConfinement(DESK, bound.applications().get("desk")).writeTo(RegistryKey.EMPTY,
				KEY);
		RegistryKey key = tree.key(KEY);
		return (key != null) ? key : RegistryKey.EMPTY;
	}

}
