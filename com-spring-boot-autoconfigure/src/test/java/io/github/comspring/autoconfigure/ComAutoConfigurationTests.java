package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.beans.ComReferenceInjection;
import io.github.comspring.beans.ComReferences;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.lifecycle.ComServerLifecycle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ComAutoConfiguration}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ComAutoConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class));

	@Test
	void isListed() {
		assertThat(ImportCandidates.load(AutoConfiguration.class, null)).contains(ComAutoConfiguration.class.getName());
	}

	@Test
	void activatorWhenNothingIsConfiguredThenAvailable() {
		this.runner.run((context) -> assertThat(context).hasNotFailed()
			.hasSingleBean(Activator.class)
			.hasSingleBean(ComServerLifecycle.class));
	}

	@Test
	void whenNotEnabledThenNothing() {
		this.runner.withPropertyValues("comspring.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(ComAutoConfiguration.class)
				.doesNotHaveBean(Activator.class)
				.doesNotHaveBean(Hive.class));
	}

	@Test
	void activationGuardWhenUserHasOneThenBacksOff() {
		ActivationGuard guard = (activation) -> {
		};
		this.runner.withBean("mine", ActivationGuard.class, () -> guard)
			.run((context) -> assertThat(context.getBean(ActivationGuard.class)).isSameAs(guard));
	}

	@Test
	void activationGuardWhenNoPolicyThenEverybodyIsLetIn() {
		this.runner.run((context) -> assertThat(context.getBean(ActivationGuard.class)).isSameAs(ActivationGuard.NONE));
	}

	@Test
	void activatorWhenUserHasOneThenBacksOff() {
		assertBacksOff(Activator.class, mock(Activator.class));
	}

	@Test
	void classTableWhenUserHasOneThenBacksOff() {
		assertBacksOff(ClassTable.class, new ClassTable(ActivationGuard.NONE));
	}

	@Test
	void inProcessServersWhenUserHasOneThenBacksOff() {
		this.runner.run((context) -> assertBacksOff(InProcessServers.class, context.getBean(InProcessServers.class)));
	}

	@Test
	void leakDetectorWhenUserHasOneThenBacksOff() {
		assertBacksOff(LeakDetector.class, new LeakDetector(0));
	}

	@Test
	void registryWhenUserHasOneThenBacksOff() {
		assertBacksOff(ComRegistry.class,
				new ComRegistry(new MemoryHive("user"), new MemoryHive("machine"), new MemoryHive("application")));
	}

	@Test
	void classBeansWhenUserHasOneThenBacksOff() {
		this.runner.run((context) -> assertBacksOff(ComClassBeans.class, context.getBean(ComClassBeans.class)));
	}

	@Test
	void referencesWhenUserHasOneThenBacksOff() {
		this.runner.run((context) -> assertBacksOff(ComReferences.class, context.getBean(ComReferences.class)));
	}

	@Test
	void referenceInjectionWhenUserHasOneThenBacksOff() {
		assertBacksOff(ComReferenceInjection.class, new ComReferenceInjection());
	}

	@Test
	void lifecycleWhenUserHasOneThenBacksOff() {
		this.runner
			.run((context) -> assertBacksOff(ComServerLifecycle.class, context.getBean(ComServerLifecycle.class)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "comMachineHive", "comUserHive", "comApplicationHive" })
	void hiveWhenUserHasOneOfItsNameThenBacksOff(String beanName) {
		Hive hive = new MemoryHive("mine");
		this.runner.withBean(beanName, Hive.class, () -> hive)
			.run((context) -> assertThat(context.getBean(beanName)).isSameAs(hive));
	}

	@ParameterizedTest
	@CsvSource({ "machine-directory,comMachineHive", "user-directory,comUserHive" })
	void hiveWhenDirectoryIsSetThenItsFiles(String property, String beanName, @TempDir Path directory)
			throws IOException {
		Files.writeString(directory.resolve("desk.yaml"), "Desk.Printer:\n  (default): Printer of the desk\n");
		this.runner.withPropertyValues("comspring.registry." + property + "=" + directory)
			.run((context) -> assertThat(context.getBean(beanName, Hive.class).root().key("Desk.Printer")).isNotNull());
	}

	@ParameterizedTest
	@CsvSource({ "0s,true", "1d,false" })
	void hiveWhenRefreshIntervalIsSetThenOlderViewWithinIt(String interval, boolean seen, @TempDir Path directory) {
		this.runner
			.withPropertyValues("comspring.registry.machine-directory=" + directory,
					"comspring.registry.refresh-interval=" + interval)
			.run((context) -> {
				Hive hive = context.getBean("comMachineHive", Hive.class);
				hive.root();
				Files.writeString(directory.resolve("desk.yaml"), "Desk.Printer:\n  (default): Printer of the desk\n");
				assertThat(hive.root().key("Desk.Printer") != null).isEqualTo(seen);
			});
	}

	@Test
	void applicationHiveWhenClassesAreDeclaredThenRegistryKnowsThem() {
		String clsid = "{DCE2B0C6-2F2D-4A20-A6A2-32D2E3E8B001}";
		this.runner
			.withPropertyValues("comspring.classes[Desk.Printer.1].clsid=" + clsid,
					"comspring.classes[Desk.Printer.1].application=desk",
					"comspring.applications.desk.app-id={DCE2B0C6-2F2D-4A20-A6A2-32D2E3E8B002}")
			.run((context) -> {
				ComRegistry registry = context.getBean(ComRegistry.class);
				assertThat(registry.clsid("Desk.Printer")).isEqualTo(Clsid.of(clsid));
				assertThat(registry.coClass(Clsid.of(clsid)).appId())
					.hasToString("{DCE2B0C6-2F2D-4A20-A6A2-32D2E3E8B002}");
			});
	}

	@Test
	void lifecycleWhenGracePeriodIsSetThenStopsAfterIt(CapturedOutput output) {
		this.runner.withPropertyValues("comspring.shutdown-grace-period=0s")
			.run((context) -> context.getBean(ClassTable.class).addRefServerProcess());
		assertThat(output).contains("after the grace period of 0 s");
	}

	private <T> void assertBacksOff(Class<T> type, T bean) {
		this.runner.withBean("mine", type, () -> bean)
			.run((context) -> assertThat(context).getBean(type).isSameAs(bean));
	}

}
