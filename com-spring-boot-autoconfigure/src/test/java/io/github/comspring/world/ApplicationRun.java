package io.github.comspring.world;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An application of these tests in a process of its own, from its start to its end.
 */
final class ApplicationRun {

	private ApplicationRun() {
	}

	/**
	 * Runs an application.
	 * @param command the words of its command
	 * @param directory where its output is kept
	 * @return what it has written, with {@code ended with} and its exit status behind
	 */
	static String of(List<String> command, Path directory) throws IOException, InterruptedException {
		return of(new ProcessBuilder(command), directory);
	}

	/**
	 * Runs an application.
	 * @param prepared its command and environment
	 * @param directory where its output is kept
	 * @return what it has written, with {@code ended with} and its exit status behind
	 */
	static String of(ProcessBuilder prepared, Path directory) throws IOException, InterruptedException {
		// What it leaves behind could keep a pipe open
		Path output = directory.resolve("output");
		Process application = prepared.redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			application.waitFor();
		}
		finally {
			application.destroyForcibly().waitFor();
		}
		return Files.readString(output) + "ended with " + application.exitValue();
	}

}
