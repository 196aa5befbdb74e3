package io.github.comspring.registry;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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

	/** Many times that of ten thousand classes. */
	private static final int MAX_SIZE = 16 << 20;

	/**
	 * Reads a file. Never fails.
	 * @param file the file
	 * @return what it says, or why it cannot be read
	 */
	static RegistryFile read(Path file) {
		try {
			return new RegistryFile(new YamlParser().parse(content(file)), null, false);
		}
		catch (YamlFormatException ex) {
			return unreadable(new UnreadableFile(file, ex.line(), ex.problem()), false);
		}
		catch (IOException ex) {
			return unreadable(new UnreadableFile(file, 0, "cannot be read, " + ex.getMessage()), true);
		}
	}

	/**
	 * Reads no pipe, which may have no end or no beginning, and nothing that would take
	 * all memory.
	 */
	private static byte[] content(Path file) throws IOException, YamlFormatException {
		if (Files.exists(file) && !Files.isRegularFile(file)) {
			throw new YamlFormatException(0, "is no file");
		}
		// Not a channel, which would fail for a thread that is interrupted
		try (InputStream stream = new FileInputStream(file.toFile())) {
			byte[] content = stream.readNBytes(MAX_SIZE + 1);
			if (content.length > MAX_SIZE) {
				throw new YamlFormatException(0, "has more than " + (MAX_SIZE >> 20) + " MB");
			}
			return content;
		}
	}

	private static RegistryFile unreadable(UnreadableFile problem, boolean again) {
		return new RegistryFile(RegistryKey.EMPTY, problem, again);
	}

}
