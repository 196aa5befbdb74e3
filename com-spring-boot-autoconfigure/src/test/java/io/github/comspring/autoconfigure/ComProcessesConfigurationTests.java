package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.Activator;
import io.github.comspring.ComClass;
import io.github.comspring.ComPointer;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComProperties.Mode;
import io.github.comspring.autoconfigure.properties.ComProperties.Rpc;
import io.github.comspring.autoconfigure.properties.ComProperties.Scm;
import io.github.comspring.autoconfigure.properties.ComProperties.Server;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.ClassArchives;
import io.github.comspring.core.surrogate.StartOptions;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.lifecycle.ServerLaunch;
import io.github.comspring.lifecycle.ServerReference;
import io.github.comspring.lifecycle.UserControl;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ComProcessesConfiguration}.
 */
@ExtendWith({ NoLeftovers.class, OutputCaptureExtension.class })
class ComProcessesConfigurationTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class));

	@Test
	void whenClassesAreInProcessAloneThenNoSocketNoThreadNoDirectory() throws IOException {
		Set<String> threads = threads();
		Set<Path> directories = directories();
		this.runner.withUserConfiguration(GreeterConfiguration.class).run((context) -> {
			try (ComPointer<Greeter> greeter = context.getBean(Activator.class)
				.createInstance(Greeter.PROG_ID, Greeter.class)) {
				assertThat(greeter.get().greet("Ann")).isEqualTo("Hello Ann");
				assertThat(context.getBean(ServiceControlManager.class).servers()).isEmpty();
				assertThat(threads()).isEqualTo(threads);
				assertThat(directories()).isEqualTo(directories);
			}
		});
	}

	@Test
	@Tag("SL-10")
	void whenStartedByUserThenRunsUntilUserEndsIt(CapturedOutput output) {
		this.runner.withPropertyValues("comspring.scm.endpoint=unix:/run/desk/scm.sock").run((context) -> {
			assertThat(context.getBean(ServerLaunch.class)).isSameAs(ServerLaunch.BY_USER);
			assertThat(context.getBean(ServerReference.class)).isInstanceOf(UserControl.class);
			assertThat(output).doesNotContain("-Embedding");
		});
	}

	@Test
	@Tag("SL-10")
	void whenStartedByUserWithEmbeddingThenOrdinaryApplicationAndOneLine(CapturedOutput output) {
		this.runner.withUserConfiguration(GreeterConfiguration.class)
			.withBean(ApplicationArguments.class, () -> new DefaultApplicationArguments("-embedding"))
			.run((context) -> {
				assertThat(context.getBean(ServerReference.class)).isInstanceOf(UserControl.class);
				context.getBean(Activator.class).createInstance(Greeter.PROG_ID, Greeter.class).close();
				assertThat(context.getBean(ClassTable.class).registrations()).extracting(ClassTable.Registration::state)
					.containsExactly(ClassTable.State.RUNNING);
				assertThat(output).containsOnlyOnce("Started with -Embedding, but not by a service control manager");
			});
	}

	@Test
	void whenClassArchiveIsOnThenSurrogatesHaveArchives() {
		this.runner.withPropertyValues("comspring.surrogate.class-archive=true")
			.run((context) -> assertThat(context.getBean(BuiltInSurrogate.class).startOptions())
				.isSameAs(context.getBean(ClassArchives.class)));
	}

	@Test
	void whenClassArchiveIsOffThenNoArchives() {
		this.runner.withPropertyValues("comspring.surrogate.class-archive=false")
			.run((context) -> assertThat(context.getBean(BuiltInSurrogate.class).startOptions())
				.isSameAs(StartOptions.NONE));
	}

	@Test
	void whenLimitsAreSetThenSurrogatesAreToldThoseThatAreNotAsUsual() {
		this.runner
			.withPropertyValues("comspring.rpc.call-timeout=4s", "comspring.rpc.max-connections=80",
					"comspring.rpc.max-fragments=16384", "comspring.rpc.per-peer.max-request-memory=1MB",
					"comspring.shutdown-grace-period=5s")
			.run((context) -> assertThat(context.getBean(BuiltInSurrogate.class).options())
				.startsWith(BuiltInSurrogate.OPTIONS.toArray(String[]::new))
				.filteredOn((option) -> option.startsWith("-Dcomspring"))
				.containsExactly("-Dcomspring.rpc.call-timeout=4000", "-Dcomspring.rpc.max-connections=80",
						"-Dcomspring.rpc.per-peer.max-request-memory=1048576",
						"-Dcomspring.surrogate.grace-period=5000"));
	}

	@Test
	void whenPropertiesAreNotSetThenDefaults() {
		this.runner.run((context) -> {
			ComProperties properties = context.getBean(ComProperties.class);
			assertThat(properties.scm()).isEqualTo(new Scm(Mode.EMBEDDED, null, Duration.ofSeconds(60),
					Duration.ofSeconds(10), Duration.ofSeconds(1), null));
			assertThat(properties.server()).isEqualTo(new Server(Duration.ofSeconds(30), Duration.ofSeconds(60)));
			assertThat(properties.rpc()).isEqualTo(new Rpc(Duration.ofSeconds(60), 256, null, 16384,
					DataSize.ofMegabytes(64), null, Duration.ofSeconds(10), Duration.ofMinutes(10),
					new Rpc.PerPeer(null, null, null, 100_000), new Rpc.Unintroduced(null, DataSize.ofKilobytes(64))));
		});
	}

	@Test
	void whenPropertiesAreSetThenBound() {
		new ApplicationContextRunner().withUserConfiguration(PropertiesConfiguration.class)
			.withPropertyValues("comspring.scm.mode=host", "comspring.server.scm-timeout=10s",
					"comspring.scm.endpoint=unix:/x", "comspring.scm.launch-timeout=1s",
					"comspring.scm.shutdown-timeout=2s", "comspring.scm.inquiry-timeout=3s",
					"comspring.scm.cgroup-directory=/sys/fs/cgroup/mine", "comspring.server.idle-timeout=3s",
					"comspring.rpc.call-timeout=4s", "comspring.rpc.max-connections=5", "comspring.rpc.max-fragments=6",
					"comspring.rpc.max-message-size=7MB", "comspring.rpc.bind-timeout=8s",
					"comspring.rpc.idle-timeout=9s", "comspring.rpc.max-calls-per-server=10",
					"comspring.rpc.max-request-memory=11MB", "comspring.rpc.per-peer.max-connections=12",
					"comspring.rpc.per-peer.max-calls=13", "comspring.rpc.per-peer.max-objects=17",
					"comspring.rpc.per-peer.max-request-memory=14MB", "comspring.rpc.unintroduced.max-connections=15",
					"comspring.rpc.unintroduced.max-message-size=16KB")
			.run((context) -> {
				ComProperties properties = context.getBean(ComProperties.class);
				assertThat(properties.scm()).isEqualTo(new Scm(Mode.HOST, "unix:/x", Duration.ofSeconds(1),
						Duration.ofSeconds(2), Duration.ofSeconds(3), "/sys/fs/cgroup/mine"));
				assertThat(properties.server()).isEqualTo(new Server(Duration.ofSeconds(3), Duration.ofSeconds(10)));
				assertThat(properties.rpc()).isEqualTo(new Rpc(Duration.ofSeconds(4), 10, 5, 6, DataSize.ofMegabytes(7),
						DataSize.ofMegabytes(11), Duration.ofSeconds(8), Duration.ofSeconds(9),
						new Rpc.PerPeer(12, 13, DataSize.ofMegabytes(14), 17),
						new Rpc.Unintroduced(15, DataSize.ofKilobytes(16))));
			});
	}

	@Test
	void metadataHasDescriptionsAndDefaults() throws IOException {
		JsonNode metadata = JsonMapper.builder()
			.build()
			.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream());
		Set<JsonNode> properties = metadata.get("properties")
			.valueStream()
			.filter((each) -> each.get("name").asString().matches("comspring\\.(scm|server|rpc)\\..*"))
			.collect(Collectors.toSet());
		assertThat(properties).hasSize(22)
			.allSatisfy((each) -> assertThat(each.path("description").asString()).isNotBlank())
			.allSatisfy((each) -> assertThat(each.has("defaultValue"))
				.isNotEqualTo(isDerived(each.get("name").asString())));
	}

	/**
	 * Tells whether the default depends on others or on the process.
	 */
	private static boolean isDerived(String property) {
		return property.matches("comspring\\.scm\\.(endpoint|cgroup-directory)")
				|| property.matches("comspring\\.rpc\\.per-peer\\.(?!max-objects).*")
				|| property.equals("comspring.rpc.max-request-memory")
				|| property.equals("comspring.rpc.max-connections")
				|| property.equals("comspring.rpc.unintroduced.max-connections");
	}

	@Test
	void launcherWhenUserHasOneThenBacksOff() {
		ServerLauncher own = mock(ServerLauncher.class);
		this.runner.withBean("own", ServerLauncher.class, () -> own)
			.run((context) -> assertThat(context.getBean(ServerLauncher.class)).isSameAs(own));
	}

	@Test
	void scmWhenUserHasOneThenBacksOff() {
		io.github.comspring.core.scm.protocol.Scm own = mock(io.github.comspring.core.scm.protocol.Scm.class);
		this.runner.withBean("own", io.github.comspring.core.scm.protocol.Scm.class, () -> own)
			.run((context) -> assertThat(context).doesNotHaveBean(ServiceControlManager.class));
	}

	@Test
	void serverReferenceWhenUserHasOneThenBacksOff() {
		ServerReference own = mock(ServerReference.class);
		this.runner.withBean("own", ServerReference.class, () -> own)
			.run((context) -> assertThat(context.getBean(ServerReference.class)).isSameAs(own));
	}

	private static Set<String> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.map(Thread::getName)
			// Of the leak detector, which every pointer has
			.filter((name) -> name.startsWith("com-") && !name.equals("com-forgotten-pointers"))
			.collect(Collectors.toSet());
	}

	private static Set<Path> directories() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
			return files.filter((file) -> file.getFileName().toString().startsWith("comspring-"))
				.collect(Collectors.toSet());
		}
	}

	@EnableConfigurationProperties(ComProperties.class)
	@Configuration(proxyBeanMethods = false)
	static class PropertiesConfiguration {

	}

	@Configuration(proxyBeanMethods = false)
	static class GreeterConfiguration {

		@ComClass(clsid = Greeter.CLSID, progId = Greeter.PROG_ID)
		GreeterObject greeter() {
			return new GreeterObject();
		}

	}

}
