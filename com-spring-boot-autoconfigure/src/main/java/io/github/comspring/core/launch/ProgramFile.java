package io.github.comspring.core.launch;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Where the operating system looks for a program.
 */
final class ProgramFile {

	/** How much of a script Linux looks at. */
	private static final int LONGEST_START = 256;

	private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*([^\\s\\x00]+)");

	private ProgramFile() {
	}

	/**
	 * Finds the file of a program as this process would, also for another one that finds
	 * none itself or another: its {@code PATH} may be another.
	 * @param program a path, or a name to be found in the directories of {@code PATH}
	 * @param directory the directory that a relative path starts at, or {@code null} for
	 * that of this process
	 * @return the path as it is, or that of the file with this name, or {@code null} if
	 * there is no such file that may be executed
	 */
	static @Nullable String find(String program, @Nullable Path directory) {
		return find(program, path(), directory);
	}

	static @Nullable String find(String program, String path, @Nullable Path directory) {
		return candidates(program, path, directory).filter(ProgramFile::isExecutable)
			.findFirst()
			.map((file) -> isPath(program) ? program : file.getAbsolutePath())
			.orElse(null);
	}

	/**
	 * Tells why a program could not be started.
	 * @param program a path, or a name to be found in the directories of {@code PATH}
	 * @param directory the directory that a relative path starts at, or {@code null} for
	 * that of this process
	 * @return whether there is no such file that may be executed
	 */
	static boolean isMissing(String program, @Nullable Path directory) {
		return find(program, directory) == null;
	}

	/**
	 * Finds out what a script is to be run by.
	 * @param program the script, as for {@link #find}
	 * @param directory the directory that a relative path starts at, or {@code null}
	 * @return the interpreter that is missing, or {@code null} if none is, or if the
	 * program is no script or cannot be read
	 */
	static @Nullable String missingInterpreter(String program, @Nullable Path directory) {
		Optional<File> script = candidates(program, path(), directory).filter(ProgramFile::isExecutable).findFirst();
		String interpreter = script.map(ProgramFile::interpreter).orElse(null);
		return (interpreter != null && !isExecutable(file(interpreter, directory))) ? interpreter : null;
	}

	private static @Nullable String interpreter(File script) {
		try (InputStream in = new FileInputStream(script)) {
			String start = new String(in.readNBytes(LONGEST_START), StandardCharsets.ISO_8859_1);
			Matcher matcher = INTERPRETER.matcher(start);
			return matcher.lookingAt() ? matcher.group(1) : null;
		}
		catch (IOException ex) {
			// May be executed and not be read
			return null;
		}
	}

	private static boolean isExecutable(File file) {
		return file.isFile() && file.canExecute();
	}

	private static boolean isPath(String program) {
		return new File(program).getParent() != null;
	}

	private static String path() {
		return Objects.requireNonNullElse(System.getenv("PATH"), "");
	}

	private static Stream<File> candidates(String program, String path, @Nullable Path directory) {
		if (isPath(program)) {
			return Stream.of(file(program, directory));
		}
		// An empty folder is the working directory
		return Arrays.stream(path.split(File.pathSeparator, -1))
			.map((folder) -> folder.isEmpty() ? file(program, directory) : new File(folder, program));
	}

	private static File file(String program, @Nullable Path directory) {
		File file = new File(program);
		return (file.isAbsolute() || directory == null) ? file : new File(directory.toFile(), program);
	}

}
