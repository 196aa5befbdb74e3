package io.github.comspring.autoconfigure;

import java.nio.file.Path;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.actuate.ComServersEndpoint;
import io.github.comspring.actuate.ComServersEndpoint.ComServerDescriptor;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Applications that have a jar hosted by a surrogate.
 */
@ExtendWith(NoLeftovers.class)
class SurrogateApplicationTests {

	private static final Clsid CLASS = new Clsid(Guid.random());

	private static final String SOURCE = """
			package hosted;

			import io.github.comspring.*;
			import io.github.comspring.fixture.Hosted;

			public final class Module implements ComModule, Hosted {

				public Object getClassObject(Clsid clsid) {
					return (ClassFactory<Object>) (type) -> this;
				}

				public long pid() {
					return ProcessHandle.current().pid();
				}

				public String thread() {
					return "";
				}

				public void halt(int code) {
				}

				public Hosted other() {
					return this;
				}

			}
			""";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.classes[Desk.Hosted.1].in-process-server=hosted.jar",
				"comspring.classes[Desk.Hosted.1].context=surrogate");

	private static void writeJar(Path directory) {
		new ModuleJar().source("hosted.Module", SOURCE)
			.copy(Hosted.class)
			.attribute("Com-Module", "hosted.Module")
			.attribute("Com-Interfaces", Hosted.class.getName())
			.attribute("Com-Classes", "Desk.Hosted.1 " + CLASS)
			.writeTo(directory.resolve("hosted.jar"));
	}

	@Test
	void sparesAreStartedWithTheApplicationAndShownByTheEndpoint(@TempDir Path directory) {
		writeJar(directory);
		this.runner
			.withPropertyValues("comspring.modules.path=" + directory,
					"comspring.classes[Desk.Hosted.1].application=desk", "comspring.applications.desk.spares=1")
			.run((context) -> {
				ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(ServiceControlManager.class));
				await().until(() -> endpoint.comServers().servers().size() == 1);
				ComServerDescriptor spare = endpoint.comServers().servers().get(0);
				assertThat(spare.kind()).isEqualTo(Kind.SPARE);
				assertThat(spare.startedFor()).contains("application desk {");
				try (ComPointer<Hosted> pointer = context.getBean(Activator.class)
					.createInstance("Desk.Hosted", Hosted.class)) {
					assertThat(pointer.get().pid()).isEqualTo(spare.pid());
					await().until(() -> endpoint.comServers().servers().size() == 2);
					assertThat(endpoint.comServers().servers()).extracting(ComServerDescriptor::kind)
						.containsExactly(Kind.SURROGATE, Kind.SPARE);
				}
			});
	}

	@Test
	void contextSurrogateIsAllThatADeveloperWrites(@TempDir Path directory) {
		writeJar(directory);
		this.runner.withPropertyValues("comspring.modules.path=" + directory).run((context) -> {
			try (ComPointer<Hosted> pointer = context.getBean(Activator.class)
				.createInstance("Desk.Hosted", Hosted.class)) {
				assertThat(context.getBean(ServiceControlManager.class).servers()).singleElement()
					.matches((server) -> server.kind() == Kind.SURROGATE && server.pid() == pointer.get().pid()
							&& server.startedFor().startsWith("Desk.Hosted.1 "));
			}
		});
	}

}
