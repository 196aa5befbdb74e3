package io.github.comspring.core.surrogate;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.launch.crash.CrashFiles;
import io.github.comspring.core.registry.SurrogateJvm;
import org.jspecify.annotations.Nullable;

/**
 * The options of a surrogate's JVM that follow from what its application says, or are
 * those of this one process or of the process that starts it. They stand behind the usual
 * ones, and so win over them.
 *
 * @param jvm what the application says
 * @param crashFiles where the JVM writes to when it fails
 * @param directory the working directory, or {@code null} for that of this process
 */
record SurrogateOptions(SurrogateJvm jvm, CrashFiles crashFiles, @Nullable WorkingDirectory directory) {

	/** How an application says that the JVM goes on without memory. */
	private static final String GOES_ON = "-XX:-ExitOnOutOfMemoryError";

	/**
	 * Returns the options.
	 * @return the options, without the application's own arguments
	 */
	List<String> words() {
		List<String> words = new ArrayList<>();
		words.addAll(InheritedDefaults.options());
		words.add("-XX:ErrorFile=" + this.crashFiles.errorReport());
		// A JVM that goes on without the thread that died would serve nobody
		words.add("-XX:+ExitOnOutOfMemoryError");
		words.add("-D" + OutOfMemoryEnd.WANTED + "=" + !this.jvm.arguments().contains(GOES_ON));
		if (this.jvm.heapDumps()) {
			words.add("-XX:+HeapDumpOnOutOfMemoryError");
			words.add("-XX:HeapDumpPath=" + this.crashFiles.heapDump());
		}
		if (this.directory != null && this.directory.own()) {
			words.add("-Djava.io.tmpdir=" + this.directory.path());
		}
		words.addAll(new SurrogateMemory(this.jvm).options());
		return words;
	}

}
