package io.github.comspring.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Activator;
import io.github.comspring.ComPointer;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.StoppedProcess;
import io.github.comspring.place.served.Node;
import io.github.comspring.place.served.ServedApplication;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The working directory of a server that ends while its launcher cannot remove it, as one
 * that ends itself does.
 */
@ExtendWith(NoLeftovers.class)
class OwnDirectoryTests {

	@TempDir
	private Path directory;

	@Test
	void surrogateWhenItEndsBesideItsLauncherThenRemovesIt() throws IOException {
		run(Place.SURROGATE_OF_HOST, (host, server, own) -> {
			StoppedProcess launcher = StoppedProcess.stop(host.pid());
			try {
				server.destroy();
				await().untilAsserted(() -> assertThat(own).doesNotExist());
			}
			finally {
				launcher.resume();
			}
		});
	}

	@Test
	void localServerWhenItEndsAfterItsHostThenRemovesIt() throws IOException {
		run(Place.LOCAL_SERVER_OF_HOST, (host, server, own) -> {
			host.kill();
			assertThat(own).exists();
			server.destroy();
			await().untilAsserted(() -> assertThat(own).doesNotExist());
		});
	}

	private void run(Place place, End end) throws IOException {
		PlaceProperties properties = new PlaceProperties(place, this.directory);
		ServedJar.writeTo(properties.jar());
		ServedJar.writeTo(properties.apartmentJar());
		List<String> ofHost = Stream
			.concat(properties.ofHost().stream(),
					Stream.of("comspring.applications.served.working-directory=own",
							"comspring.shutdown-grace-period=1s"))
			.toList();
		try (Host host = new Host(place, ofHost, this.directory.resolve("host.log"));
				ConfigurableApplicationContext client = client(properties);
				ComPointer<Node> pointer = client.getBean(Activator.class).createInstance(Node.PROG_ID, Node.class)) {
			ProcessHandle server = ProcessHandle.of(pointer.get().pid()).orElseThrow();
			Path own = Files.readSymbolicLink(Path.of("/proc/" + server.pid() + "/cwd"));
			assertThat(own.getFileName().toString()).startsWith("comspring-run-");
			Files.writeString(own.resolve("left"), "left");
			end.perform(host, server, own);
		}
	}

	private static ConfigurableApplicationContext client(PlaceProperties properties) {
		return new SpringApplicationBuilder(ServedApplication.class, References.class).bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(properties.ofClient().toArray(String[]::new))
			.run();
	}

	/**
	 * How the server ends, and its directory.
	 */
	private interface End {

		void perform(Host host, ProcessHandle server, Path own) throws IOException;

	}

}
