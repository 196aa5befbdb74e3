package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Makes one archive: a surrogate is rehearsed, whose JVM writes down at its end the
 * classes that it has loaded. Several at once do not disturb each other.
 *
 * @param classPath the class path of surrogates
 * @param options the options of the JVM that the archive depends on
 * @param archive what to make
 */
record ArchiveRehearsal(Path classPath, List<String> options, ClassArchive archive) {

	/** Enough, and less than what changes the size of a reference in memory. */
	private static final String HEAP = "-Xmx256m";

	/**
	 * The other options do not change what is in an archive, and the JVM ignores one that
	 * does not fit; some, such as a port for a debugger, must not be used twice.
	 */
	private static final Pattern RELEVANT = Pattern
		.compile("-XX:([+-]Use\\w+|\\+Unlock\\w+|(TieredStopAtLevel|ObjectAlignmentInBytes)=\\d+)");

	/**
	 * Prepares an archive.
	 * @param classPath the class path of surrogates
	 * @param options all options of the JVM
	 * @return how the archive is made for those that matter
	 * @throws IOException if there is no such class path
	 */
	static ArchiveRehearsal of(Path classPath, List<String> options) throws IOException {
		List<String> relevant = options.stream().filter((option) -> RELEVANT.matcher(option).matches()).toList();
		return new ArchiveRehearsal(classPath, relevant, ClassArchive.of(classPath, relevant));
	}

	/**
	 * Makes the archive. An interrupt ends the attempt; whatever ends it, nothing is left
	 * of it.
	 * @return the file
	 * @throws IOException if there is no archive, or no place for it
	 * @throws io.github.comspring.ComException if the rehearsal failed
	 */
	Path make() throws IOException {
		// Beside the archive, so that it can be moved there in one step
		Path fresh = Files.createTempFile(this.archive.directory(), "fresh", ".tmp");
		try {
			// Not every JVM writes over a file
			Files.delete(fresh);
			try (SurrogateRehearsal rehearsal = new SurrogateRehearsal(this.classPath, command(fresh))) {
				rehearsal.perform();
			}
			return this.archive.take(fresh);
		}
		finally {
			Files.deleteIfExists(fresh);
		}
	}

	private List<String> command(Path fresh) {
		List<String> command = new ArrayList<>();
		command.add(BuiltInSurrogate.java());
		command.addAll(this.options);
		command.addAll(List.of(HEAP, "-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:disable", "-XX:-PrintWarnings"));
		command.addAll(BuiltInSurrogate.program(this.classPath));
		return command;
	}

}
