package io.github.comspring.core.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import org.awaitility.Awaitility;

/**
 * Servers to be launched, and how to see whether a process runs.
 */
final class TestServers {

	static final CoClass DESK = new CoClass(Clsid.of("{3F0C1A5E-2B4D-4E6F-8A1B-7C9D0E2F4A61}"),
			new ProgId("Desk.PageRasterizer.1"), null);

	static final String SECRET = "5f1d6c0e9b";

	private TestServers() {
	}

	static LaunchRequest command(String... command) {
		return new LaunchRequest(DESK.toString(), List.of(command), Confinement.NONE, SECRET);
	}

	static LaunchRequest shell(String script, String... arguments) {
		List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
		command.addAll(List.of(arguments));
		return command(command.toArray(String[]::new));
	}

	static LaunchRequest java(Class<?> main, String... options) {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
		command.addAll(List.of(options));
		command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
		return command(command.toArray(String[]::new));
	}

	static ProcessExit awaitExit(LaunchedProcess process) {
		return Awaitility.await().until(() -> process.exit().getNow(null), (exit) -> exit != null);
	}

	static String await(Callable<String> text, Predicate<String> wanted) {
		return Awaitility.await().until(text, wanted);
	}

	static void awaitEnd(long pid) {
		Awaitility.await().until(() -> !isRunning(pid));
	}

	/**
	 * Tells whether a process runs. One that has ended has no command line, even while
	 * nobody has asked for its status.
	 */
	static boolean isRunning(long pid) {
		try {
			return !Files.readString(Path.of("/proc/" + pid + "/cmdline")).isEmpty();
		}
		catch (IOException ex) {
			return false;
		}
	}

}
