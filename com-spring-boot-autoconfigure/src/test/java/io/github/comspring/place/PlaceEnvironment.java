package io.github.comspring.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;

import io.github.comspring.Activator;
import io.github.comspring.ComPointer;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.place.served.HurriedBeans;
import io.github.comspring.place.served.Node;
import io.github.comspring.place.served.PassingBeans;
import io.github.comspring.place.served.ServedApplication;
import io.github.comspring.place.served.ServedBeans;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A client's application with its classes in a place. An object is held for as long as
 * this is open, so that the process of most classes stays.
 */
final class PlaceEnvironment implements AutoCloseable {

	private final Place place;

	private final Path directory = directory();

	private final PlaceProperties properties;

	/** What was opened, the last first. */
	private final Deque<Runnable> open = new ArrayDeque<>();

	private @Nullable ConfigurableApplicationContext client;

	PlaceEnvironment(Place place) {
		this.place = place;
		this.properties = new PlaceProperties(place, this.directory);
	}

	void start() {
		ServedJar.writeTo(this.properties.jar());
		ServedJar.writeTo(this.properties.apartmentJar());
		if (this.place.isHosted()) {
			Host host = new Host(this.place, this.properties.ofHost(), this.directory.resolve("host.log"));
			this.open.push(host::close);
		}
		ConfigurableApplicationContext started = startClient();
		this.open.push(started::close);
		this.client = started;
		List<Long> spares = (this.place == Place.SPARE) ? spares(started) : List.of();
		ComPointer<Node> held = create(Node.PROG_ID, Node.class);
		this.open.push(held::close);
		long pid = held.get().pid();
		assertThat(pid == ProcessHandle.current().pid()).isEqualTo(this.place.isInProcess());
		assertThat(spares.contains(pid)).isEqualTo(this.place == Place.SPARE);
	}

	private static Path directory() {
		try {
			return Files.createTempDirectory("place");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Starts the application of another client, to be closed by the caller.
	 */
	ConfigurableApplicationContext startClient(String... more) {
		List<String> properties = new ArrayList<>(this.properties.ofClient());
		properties.addAll(List.of(more));
		SpringApplicationBuilder application = new SpringApplicationBuilder(ServedApplication.class, References.class)
			.bannerMode(Banner.Mode.OFF)
			.logStartupInfo(false)
			.properties(properties.toArray(String[]::new));
		if (this.place == Place.BEAN) {
			application.sources(ServedBeans.class, HurriedBeans.class, PassingBeans.class);
		}
		return application.run();
	}

	private static List<Long> spares(ApplicationContext client) {
		ServiceControlManager scm = client.getBean(ServiceControlManager.class);
		return await().until(() -> scm.servers()
			.stream()
			.filter((each) -> each.kind() == ServerDescription.Kind.SPARE)
			.map(ServerDescription::pid)
			.toList(), (pids) -> pids.size() == 3);
	}

	Place place() {
		return this.place;
	}

	ApplicationContext client() {
		return Objects.requireNonNull(this.client);
	}

	Activator activator() {
		return client().getBean(Activator.class);
	}

	References references() {
		return client().getBean(References.class);
	}

	<T> ComPointer<T> create(String progId, Class<T> type) {
		return activator().createInstance(progId, type);
	}

	@Override
	public void close() throws IOException {
		while (!this.open.isEmpty()) {
			this.open.pop().run();
		}
		assertThat(this.properties.socket()).doesNotExist();
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
