package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/**
 * A process that does nothing (SIGSTOP), though it lives.
 *
 * @param pid its id
 */
record StoppedProcess(long pid) {

	/**
	 * Stops a process, and waits until none of its threads runs: on a busy machine the
	 * last of them may still answer a call some time after the signal was sent.
	 */
	static StoppedProcess stop(long pid) throws IOException {
		signal("STOP", pid);
		await().until(() -> allStopped(pid));
		return new StoppedProcess(pid);
	}

	/**
	 * Lets it go on.
	 */
	void resume() throws IOException {
		signal("CONT", this.pid);
	}

	private static void signal(String name, long pid) throws IOException {
		new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().onExit().join();
	}

	private static boolean allStopped(long pid) throws IOException {
		try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid + "/task"))) {
			return threads.allMatch(StoppedProcess::isStopped);
		}
	}

	private static boolean isStopped(Path thread) {
		try {
			return Files.readString(thread.resolve("status")).contains("State:\tT");
		}
		catch (IOException ex) {
			// It has just ended: look again
			return false;
		}
	}

}
