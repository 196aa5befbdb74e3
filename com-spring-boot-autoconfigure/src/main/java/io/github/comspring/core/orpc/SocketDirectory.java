package io.github.comspring.core.orpc;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.Endpoint;
import io.github.comspring.core.rpc.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the sockets of an application and of the servers that it launches. Its
 * user alone can enter it, and nobody else can even connect. Made when the first socket
 * is needed. Safe from any thread.
 */
public final class SocketDirectory implements AutoCloseable {

	private @Nullable Path directory;

	/**
	 * Returns the endpoint of this process.
	 * @return an endpoint in the directory
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if the directory cannot be made
	 */
	public synchronized Endpoint endpoint() {
		if (this.directory == null) {
			this.directory = create();
		}
		return inside(this.directory);
	}

	/**
	 * Returns the endpoint of this process beside that of another one.
	 * @param other an endpoint in the directory of the other process
	 * @return an endpoint in the same directory
	 */
	public static Endpoint beside(UnixEndpoint other) {
		Path directory = other.path().getParent();
		return inside((directory != null) ? directory : Path.of("/"));
	}

	private static Endpoint inside(Path directory) {
		return new UnixEndpoint(directory.resolve(ProcessHandle.current().pid() + ".sock"));
	}

	private static Path create() {
		boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
		FileAttribute<?>[] attributes = posix
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")) }
				: new FileAttribute<?>[0];
		try {
			return Files.createTempDirectory("comspring-", attributes);
		}
		catch (IOException ex) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE,
					"The directory for sockets cannot be made in " + System.getProperty("java.io.tmpdir"), ex);
		}
	}

	/**
	 * Removes the directory, with the sockets of servers that were killed.
	 */
	@Override
	public synchronized void close() throws IOException {
		if (this.directory == null) {
			return;
		}
		try (DirectoryStream<Path> sockets = Files.newDirectoryStream(this.directory, "*.sock")) {
			for (Path socket : sockets) {
				Files.deleteIfExists(socket);
			}
		}
		Files.deleteIfExists(this.directory);
	}

}
