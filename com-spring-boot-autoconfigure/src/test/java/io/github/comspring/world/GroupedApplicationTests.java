package io.github.comspring.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.actuate.ComServersEndpoint;
import io.github.comspring.actuate.ComServersEndpoint.ComServerDescriptor;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.fixture.DelegatedTree;
import io.github.comspring.fixture.GroupLog;
import io.github.comspring.fixture.Mortal;
import io.github.comspring.fixture.MortalJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application whose server processes have control groups of the kernel's.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class GroupedApplicationTests {

	private static final String PROG_ID = "World.Grouped.1";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class));

	private final GroupLog log = new GroupLog();

	@RegisterExtension
	final DelegatedTree tree = new DelegatedTree();

	@TempDir
	Path directory;

	private Path jar;

	@BeforeEach
	void write() {
		this.jar = MortalJar.write(new Clsid(Guid.random()), PROG_ID, "", this.directory.resolve("grouped.jar"));
	}

	@AfterEach
	void close() {
		this.log.close();
	}

	private ApplicationContextRunner application(String... properties) {
		return this.runner
			.withPropertyValues("comspring.scm.cgroup-directory=" + this.tree.directory(),
					"comspring.classes[" + PROG_ID + "].in-process-server=" + this.jar,
					"comspring.classes[" + PROG_ID + "].context=surrogate",
					"comspring.classes[" + PROG_ID + "].application=desk")
			.withPropertyValues(properties);
	}

	@Test
	void enabledThenSurrogateIsInAGroupThatTheEndpointShows() throws IOException {
		application("comspring.applications.desk.cgroup.enabled=true").run((context) -> {
			ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(Scm.class));
			try (ComPointer<Mortal> pointer = context.getBean(Activator.class).createInstance(PROG_ID, Mortal.class)) {
				assertThat(pointer.get().count()).isPositive();
				ComServerDescriptor server = endpoint.comServers().servers().get(0);
				Path group = this.tree.groups().get(0);
				assertThat(server.cgroup()).isNotNull();
				assertThat(server.cgroup().path()).isEqualTo(group.toString());
				assertThat(Files.readAllLines(group.resolve("cgroup.procs")))
					.containsExactly(Long.toString(server.pid()));
			}
		});
		assertThat(this.tree.groups()).isEmpty();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void limitsWhenNotToBeHadThenWarnedOnceAtTheStartAndServedAllTheSame() throws IOException {
		Path none = Files.createDirectory(this.directory.resolve("none"));
		application("comspring.scm.cgroup-directory=" + none, "comspring.applications.desk.cgroup.memory-max=256MB",
				"comspring.applications.other.cgroup.pids-max=100", "comspring.applications.off.cgroup.enabled=false",
				"comspring.applications.off.cgroup.pids-max=100", "comspring.applications.desk.spares=1")
			.run((context) -> {
				assertThat(this.log.warnings()).singleElement()
					.asString()
					.startsWith("There is no control group (cgroup.*) for the server processes of desk, other, as "
							+ none + " is no control group of version 2. They are started without.");
				try (ComPointer<Mortal> pointer = context.getBean(Activator.class)
					.createInstance(PROG_ID, Mortal.class)) {
					assertThat(pointer.get().count()).isPositive();
				}
				ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(Scm.class));
				assertThat(endpoint.comServers().servers()).extracting(ComServerDescriptor::cgroup).containsOnlyNulls();
			});
		assertThat(this.log.warnings()).hasSize(1);
	}

}
