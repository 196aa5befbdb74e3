package io.github.comspring.place;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.place.served.ServedApplication;
import io.github.comspring.place.served.ServedClass;

/**
 * The properties that bring the classes to a place.
 *
 * @param place the place
 * @param directory where the jar is, and the socket of a host
 */
record PlaceProperties(Place place, Path directory) {

	/** How long a call of the hurried application may take. */
	static final String CALL_TIMEOUT = "2s";

	/** How long the data of a message may be. */
	static final int MAX_MESSAGE_SIZE = 4 << 20;

	private static final String MESSAGE_SIZE = "comspring.rpc.max-message-size=" + MAX_MESSAGE_SIZE + "B";

	/**
	 * Servers print what their objects throw. Not in the JVM of the tests: it would stay.
	 */
	private static final String NO_STACK_TRACES = "logging.level.io.github.comspring.server=off";

	/**
	 * Returns what the client's application has.
	 */
	List<String> ofClient() {
		Stream<String> own = this.place.isHosted() ? Stream.of("comspring.scm.mode=client", endpoint())
				: Stream.empty();
		return Stream.of(own, classes(), Stream.of(MESSAGE_SIZE)).flatMap((each) -> each).toList();
	}

	/**
	 * Returns what the host has.
	 */
	List<String> ofHost() {
		return Stream.concat(Stream.of("comspring.scm.mode=host", endpoint(), NO_STACK_TRACES, MESSAGE_SIZE), classes())
			.toList();
	}

	Path jar() {
		return this.directory.resolve("served.jar");
	}

	Path apartmentJar() {
		return this.directory.resolve("apartment.jar");
	}

	Path socket() {
		return this.directory.resolve("scm.sock");
	}

	private String endpoint() {
		return "comspring.scm.endpoint=unix:" + socket();
	}

	private Stream<String> classes() {
		if (this.place == Place.BEAN) {
			return Stream.empty();
		}
		return Stream.concat(Stream.of(ServedClass.values()).flatMap(this::ofClass), applications());
	}

	private Stream<String> ofClass(ServedClass each) {
		String prefix = "comspring.classes[" + each.progId() + "].";
		Stream<String> all = Stream.of("clsid=" + each.clsid(), "application=" + each.application());
		return Stream.concat(all, this.place.isJar() ? ofJar(each) : ofProgram(each)).map(prefix::concat);
	}

	private Stream<String> ofJar(ServedClass each) {
		boolean apartment = EnumSet.of(ServedClass.APARTMENT, ServedClass.REENTERED, ServedClass.WAITING_APART)
			.contains(each);
		return Stream.of("in-process-server=" + (apartment ? apartmentJar() : jar()),
				"threading-model=" + ((apartment || each == ServedClass.MIXED) ? "apartment" : "both"),
				"context=" + ((this.place == Place.JAR) ? "in-process" : "surrogate"));
	}

	private static Stream<String> ofProgram(ServedClass each) {
		// Clients of tests that end it have no reason to let go
		List<String> command = java(each.application(), "--" + MESSAGE_SIZE, "--comspring.shutdown-grace-period=1s");
		String words = command.stream()
			.map((word) -> word.contains(" ") ? '"' + word + '"' : word)
			.collect(Collectors.joining(" "));
		return Stream.of("local-server=" + words, "context=local-server");
	}

	private Stream<String> applications() {
		Stream<String> times = Stream.of("hurried.call-timeout=" + CALL_TIMEOUT, "passing.idle-timeout=0s");
		Stream<String> spares = Arrays.stream(ServedClass.values())
			.map((each) -> each.application() + ".spares=" + ((this.place == Place.SPARE) ? 1 : 0))
			.distinct();
		return Stream.concat(times, spares).map("comspring.applications."::concat);
	}

	/**
	 * Returns the command line of an application.
	 * @param arguments its arguments
	 */
	static List<String> java(String... arguments) {
		return JavaCommand.of(List.of("-Xshare:auto", "-Xmx64m"), ServedApplication.class, arguments);
	}

}
