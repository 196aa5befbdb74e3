package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;

import io.github.comspring.core.registry.UnreadableFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a directory while other processes may write to it.
 *
 * @param directory the directory
 */
record DirectoryReader(Path directory) {

	private static final int ATTEMPTS = 5;

	/**
	 * Reads what changed since the last reading. The directory is listed before and after
	 * the files are read: if both lists are the same, then all files were as read at one
	 * moment in between. Where writers leave no such moment, they are asked to wait.
	 * @param previous the content as it was read before
	 * @return the content as it is now, the previous one if nothing changed or if the
	 * files will not stand still
	 */
	DirectoryContent read(DirectoryContent previous) {
		DirectoryContent content = readAtRest(previous);
		if (content != null) {
			return content;
		}
		try (DirectoryLock lock = DirectoryLock.share(this.directory)) {
			content = lock.isHeld() ? readAtRest(previous) : null;
		}
		catch (IOException ex) {
			return previous;
		}
		return (content != null) ? content : previous;
	}

	private @Nullable DirectoryContent readAtRest(DirectoryContent previous) {
		DirectoryContent content = previous;
		try {
			SortedMap<String, FileState> listing = FileState.list(this.directory);
			if (previous.isOf(listing)) {
				return previous;
			}
			for (int i = 0; i < ATTEMPTS; i++) {
				content = content.update(this.directory, listing);
				SortedMap<String, FileState> after = FileState.list(this.directory);
				if (listing.equals(after)) {
					return content;
				}
				listing = after;
			}
			return null;
		}
		catch (IOException ex) {
			return previous.unreadable(new UnreadableFile(this.directory, 0, "cannot be listed, " + ex.getMessage()));
		}
	}

}
