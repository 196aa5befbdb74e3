package io.github.comspring.autoconfigure;

import io.github.comspring.autoconfigure.properties.ComProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.event.ContextRefreshedEvent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SurroundingsCheck}, with made-up surroundings.
 */
@ExtendWith(OutputCaptureExtension.class)
class SurroundingsCheckTests {

	private static final long MEBIBYTE = 1 << 20;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.applications.desk.max-memory=256MB",
				"comspring.applications.scan.max-memory=128MB", "comspring.applications.scan.spares=0",
				"comspring.applications.plain.max-heap=64MB");

	private void check(long mebibytes, long pid, String... properties) {
		this.runner.withPropertyValues(properties).run((context) -> {
			Surroundings surroundings = new Surroundings(mebibytes * MEBIBYTE, 100 * MEBIBYTE, pid);
			new SurroundingsCheck(context.getBean(ComProperties.class), context.getBean(ScmPlace.class), surroundings,
					context.getSourceApplicationContext())
				.onApplicationEvent(new ContextRefreshedEvent(context.getSourceApplicationContext()));
		});
	}

	@Test
	void memoryWhenItCannotFitThenSumPartsAndRemedy(CapturedOutput output) {
		check(483, 7);
		assertThat(output).contains("WARN")
			.contains("may take 100 MB")
			.contains("desk (256MB), scan (128MB) the rest of 484 MB")
			.contains("has only 483 MB")
			.contains("Lower max-memory or -Xmx");
	}

	/**
	 * With either limit, or with both, of which the smaller one counts.
	 */
	@Test
	void memoryWhenGroupsAreLimitedThenTheyCount(CapturedOutput output) {
		check(299, 7, "comspring.applications.desk.cgroup.memory-max=64MB",
				"comspring.applications.plain.cgroup.memory-max=8MB",
				"comspring.applications.scan.cgroup.memory-max=8MB",
				"comspring.applications.scan.cgroup.enabled=false");
		assertThat(output).contains("desk (64MB), plain (8MB), scan (128MB) the rest of 300 MB");
	}

	@Test
	void memoryWhenItFitsThenSilent(CapturedOutput output) {
		check(484, 7);
		assertThat(output).doesNotContain("max-memory");
	}

	@ParameterizedTest
	@CsvSource({ "1, true", "2, false" })
	void processOneThenToldToHaveAnInit(long pid, boolean told, CapturedOutput output) {
		check(4096, pid, "comspring.classes[Desk.Scan.1].in-process-server=scan.jar",
				"comspring.classes[Desk.Scan.1].context=surrogate",
				"comspring.classes[Desk.Scan.1].clsid={6D6E2B7E-51C7-4A50-8C5D-9D9B6F0D3E11}");
		assertThat(output.toString().contains("docker run --init")).isEqualTo(told);
	}

	@Test
	void processOneWhenNoClassesThenSilent(CapturedOutput output) {
		check(4096, 1);
		assertThat(output).doesNotContain("--init");
	}

	@Test
	void memoryWhenTheHostStartsServersThenSilent(CapturedOutput output) {
		check(10, 1, "comspring.scm.mode=client");
		assertThat(output).doesNotContain("max-memory");
	}

	@Test
	void surroundingsOfThisProcessThenWhatItHas() {
		Surroundings own = Surroundings.ofThisProcess();
		assertThat(own.pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(own.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
		assertThat(own.memory()).isGreaterThan(100 * MEBIBYTE);
	}

}
