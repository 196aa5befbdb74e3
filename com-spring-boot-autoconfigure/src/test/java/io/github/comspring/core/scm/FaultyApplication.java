package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComPointer;
import io.github.comspring.fixture.Faulty;

/**
 * An application with several surrogates, which have started processes. It says that all
 * run, and goes on.
 */
final class FaultyApplication {

	private static final int SURROGATES = 2;

	private FaultyApplication() {
	}

	/**
	 * Starts it as a process of its own.
	 * @param gate where it says that all run
	 * @param directory where its jars and temporary files are
	 */
	static Process start(Gate gate, Path directory) throws IOException {
		Path temporary = Files.createDirectory(directory.resolve("tmp"));
		return new ProcessBuilder(TestMachine.JAVA, "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary, "-cp",
				System.getProperty("java.class.path"), FaultyApplication.class.getName(),
				Integer.toString(gate.number()), directory.toString())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

	public static void main(String[] args) throws IOException {
		try (TestMachine machine = new TestMachine()) {
			List<ComPointer<?>> held = new ArrayList<>();
			for (int i = 0; i < SURROGATES; i++) {
				Path place = Files.createDirectory(Path.of(args[1]).resolve("surrogate" + i));
				ComPointer<Faulty> pointer = FaultyClass.in(machine, place).create();
				pointer.get().commit("spawn");
				held.add(pointer);
			}
			Gate.pass(args[0], held.size());
		}
	}

}
