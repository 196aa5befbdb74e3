package io.github.comspring.lifecycle;

import java.io.File;
import java.nio.file.Path;

import org.springframework.boot.system.ApplicationHome;

/**
 * The program that this process runs, as it would be started again.
 *
 * @param file what tells it from others: its jar, or the directory of its classes
 * @param commandLine the command line that starts it
 */
record OwnProgram(Path file, String commandLine) {

	/**
	 * Finds out how this process was started.
	 * @return the program
	 */
	static OwnProgram current() {
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		File source = new ApplicationHome().getSource();
		if (source != null && source.isFile()) {
			return new OwnProgram(source.toPath(), quoted(java.toString()) + " -jar " + quoted(source.toString()));
		}
		String mainClass = System.getProperty("sun.java.command", "").split(" ", 2)[0];
		return new OwnProgram(Path.of(mainClass),
				quoted(java.toString()) + " -cp " + quoted(System.getProperty("java.class.path")) + " " + mainClass);
	}

	private static String quoted(String word) {
		return word.contains(" ") ? '"' + word + '"' : word;
	}

}
