package io.github.comspring.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * The right to write to a directory, which one process of the machine has at a time, or
 * the right to read it while nobody writes. The system takes it from a process that ends.
 */
final class DirectoryLock implements AutoCloseable {

	private static final String NAME = ".lock";

	private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private static final int SHARE_ATTEMPTS = 500;

	private final Path directory;

	private final FileChannel channel;

	private @Nullable FileLock lock;

	private DirectoryLock(Path directory, StandardOpenOption... options) throws IOException {
		this.directory = directory;
		this.channel = FileChannel.open(directory.resolve(NAME), options);
	}

	/**
	 * Waits for the right to write. The directory is created if it is missing.
	 * @param directory the directory
	 * @return the right, until it is closed
	 * @throws IOException if the directory cannot be written to, or the thread is
	 * interrupted
	 */
	static DirectoryLock acquire(Path directory) throws IOException {
		Files.createDirectories(directory);
		DirectoryLock lock = new DirectoryLock(directory, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
		lock.take(Integer.MAX_VALUE, FileChannel::lock);
		return lock;
	}

	/**
	 * Waits for a moment without writers, for at most half a second or so.
	 * @param directory the directory
	 * @return the right to read, until it is closed, if it {@linkplain #isHeld() could be
	 * had}
	 * @throws IOException if nobody ever wrote to the directory, or the thread is
	 * interrupted
	 */
	static DirectoryLock share(Path directory) throws IOException {
		DirectoryLock lock = new DirectoryLock(directory, StandardOpenOption.READ);
		lock.take(SHARE_ATTEMPTS, (channel) -> channel.tryLock(0, Long.MAX_VALUE, true));
		return lock;
	}

	/**
	 * Tells whether the right was obtained.
	 */
	boolean isHeld() {
		return this.lock != null;
	}

	/**
	 * Returns the journal of the directory, for who has the right to write.
	 */
	Journal journal() {
		return new Journal(this.directory);
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

	private void take(int attempts, LockCall call) throws IOException {
		try {
			for (int i = 0; i < attempts && this.lock == null; i++) {
				this.lock = call(call);
				if (this.lock == null) {
					LockSupport.parkNanos(RETRY_NANOS);
				}
			}
		}
		catch (IOException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * Asks the system for the lock. It knows processes only: two hives of one process
	 * meet in an exception.
	 */
	private @Nullable FileLock call(LockCall call) throws IOException {
		try {
			return call.on(this.channel);
		}
		catch (OverlappingFileLockException ex) {
			return null;
		}
	}

	/**
	 * A way to ask for the lock.
	 */
	private interface LockCall {

		@Nullable FileLock on(FileChannel channel) throws IOException;

	}

}
