package io.github.comspring.registry;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.UnreadableFile;
import org.jspecify.annotations.Nullable;

/**
 * One file of a directory as it was read.
 *
 * @param tree what it says, empty if it cannot be read
 * @param problem why it cannot be read, or {@code null}
 * @param again whether the problem may go without a change of the file, so that it must
 * be read again
 */
record RegistryFile(RegistryKey tree, @Nullable UnreadableFile problem, boolean again) {

	/**
	 * Reads a file. Never fails.
	 * @param file the file
	 * @return what it says, or why it cannot be read
	 */
	static RegistryFile read(Path file) {
		// Not a channel, which would fail for a thread that is interrupted
		try (InputStream stream = new FileInputStream(file.toFile())) {
			return new RegistryFile(new YamlParser().parse(stream.readAllBytes()), null, false);
		}
		catch (YamlFormatException ex) {
			return unreadable(new UnreadableFile(file, ex.line(), ex.problem()), false);
		}
		catch (IOException ex) {
			return unreadable(new UnreadableFile(file, 0, "cannot be read, " + ex.getMessage()), true);
		}
	}

	private static RegistryFile unreadable(UnreadableFile problem, boolean again) {
		return new RegistryFile(RegistryKey.EMPTY, problem, again);
	}

}
