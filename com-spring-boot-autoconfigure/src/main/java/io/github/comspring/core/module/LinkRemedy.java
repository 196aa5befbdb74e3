package io.github.comspring.core.module;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about code of a module that lacks a class, or a newer JDK.
 *
 * @param jar the jar of the module
 * @param classPath the files that it needs besides, as its manifest names them
 */
record LinkRemedy(Path jar, List<String> classPath) {

	private static final Pattern CLASS_FILE_VERSION = Pattern.compile("class file version (\\d+)");

	/** The version of the class files of Java 1.0, less one. */
	private static final int FIRST = 44;

	/**
	 * Says what to do.
	 * @param thrown what the code failed with
	 * @return a sentence with the end of the one before it, or nothing
	 */
	String of(Throwable thrown) {
		if (thrown instanceof UnsupportedClassVersionError) {
			return newer(String.valueOf(thrown.getMessage()));
		}
		boolean missing = thrown instanceof ClassNotFoundException || thrown instanceof NoClassDefFoundError;
		// A class whose initialiser has failed before is not missing
		return (missing && !String.valueOf(thrown.getMessage()).contains(" ")) ? missing() : "";
	}

	private static String newer(String message) {
		Matcher version = CLASS_FILE_VERSION.matcher(message);
		int runs = Runtime.version().feature();
		return version.find() ? ". It was compiled for Java " + (Integer.parseInt(version.group(1)) - FIRST)
				+ " and runs on Java " + runs + ": compile it with --release " + runs
				+ " or less, or run the application with the newer JDK, which surrogates take over" : "";
	}

	private String missing() {
		List<String> absent = this.classPath.stream().filter(this::isAbsent).toList();
		return ". A module sees its jar and what Class-Path of its manifest names, relative to the jar, and nothing of "
				+ "the application: "
				+ (absent.isEmpty() ? "add the library there, or put its classes into the jar" : "there is no "
						+ String.join(", ", absent) + " beside " + this.jar + ", where Class-Path says");
	}

	private boolean isAbsent(String entry) {
		try {
			URI place = this.jar.toUri().resolve(entry);
			return "file".equals(place.getScheme()) && !Files.exists(Path.of(place));
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

}
