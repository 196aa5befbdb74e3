package io.github.comspring.place;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.place.served.ServedApplication;

import static org.awaitility.Awaitility.await;

/**
 * The process of an application that is the host.
 */
final class Host implements AutoCloseable {

	private final Place place;

	private final Process process;

	Host(Place place, List<String> properties, Path log) {
		this.place = place;
		List<String> command = new ArrayList<>(PlaceProperties.java("host"));
		properties.forEach((each) -> command.add("--" + each));
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await().until(() -> !this.process.isAlive() || Files.readString(log).contains(ServedApplication.READY));
	}

	long pid() {
		return this.process.pid();
	}

	/**
	 * Ends it as the system does, so that it cleans nothing up.
	 */
	void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		List<ProcessHandle> servers = this.process.descendants().toList();
		this.process.destroy();
		this.process.onExit().join();
		if (!this.place.isJar()) {
			// They would go on and seek the next host, which surrogates do not
			servers.forEach(ProcessHandle::destroy);
		}
		servers.forEach((server) -> server.onExit().join());
	}

}
