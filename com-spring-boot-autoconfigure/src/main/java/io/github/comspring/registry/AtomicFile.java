package io.github.comspring.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;

/**
 * A file that is replaced whole: readers see the old content or the new one, and so does
 * whoever comes after a crash. One writer at a time.
 *
 * @param path the file
 */
record AtomicFile(Path path) {

	/**
	 * Replaces the content, and makes it last.
	 * @param content the new content
	 * @throws IOException if it cannot be written; the file has its old content then
	 */
	void write(byte[] content) throws IOException {
		Path temporary = this.path.resolveSibling("." + this.path.getFileName() + ".tmp");
		try {
			try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE,
					StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
				ByteBuffer buffer = ByteBuffer.wrap(content);
				while (buffer.hasRemaining()) {
					channel.write(buffer);
				}
				if (Files.exists(this.path)) {
					succeed(temporary);
				}
				channel.force(true);
			}
			Files.move(temporary, this.path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		finally {
			Files.deleteIfExists(temporary);
		}
		forceDirectory();
	}

	/**
	 * Removes the file, if it is there, and makes that last.
	 * @throws IOException if it cannot be removed
	 */
	void delete() throws IOException {
		if (Files.deleteIfExists(this.path)) {
			forceDirectory();
		}
	}

	/**
	 * Gives the successor of the file the same permissions and a later time, so that
	 * readers can tell the two even if the clock of the file system has not moved.
	 */
	private void succeed(Path temporary) throws IOException {
		PosixFileAttributeView posix = Files.getFileAttributeView(this.path, PosixFileAttributeView.class);
		if (posix != null) {
			Files.setPosixFilePermissions(temporary, posix.readAttributes().permissions());
		}
		long before = Files.getLastModifiedTime(this.path).toMillis();
		if (Files.getLastModifiedTime(temporary).toMillis() <= before) {
			Files.setLastModifiedTime(temporary, FileTime.fromMillis(before + 1));
		}
	}

	private void forceDirectory() {
		try (FileChannel directory = FileChannel.open(this.path.toAbsolutePath().getParent(),
				StandardOpenOption.READ)) {
			directory.force(true);
		}
		catch (IOException ex) {
			// Not every system opens directories; the change is made, if not yet lasting
		}
	}

}
