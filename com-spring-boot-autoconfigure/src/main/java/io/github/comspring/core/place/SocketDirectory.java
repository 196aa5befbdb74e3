package io.github.comspring.core.place;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.SingleFlight;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the sockets of an application and of the servers that it launches. Its
 * user alone can enter it, and nobody else can even connect. Made when the first socket
 * is needed. Safe from any thread.
 */
public final class SocketDirectory implements AutoCloseable {

	private static final Logger logger = System.getLogger(SocketDirectory.class.getName());

	private static final String PREFIX = "comspring-";

	/** The socket of this process; in a PID namespace each may have the same id. */
	private static final String SOCKET = ProcessHandle.current().pid() + "-"
			+ UUID.randomUUID().toString().substring(0, 8) + ".sock";

	/** How often a killed application is looked for. */
	private static final int ATTEMPTS = 100;

	private static final Duration INTERVAL = Duration.ofMillis(50);

	private final Supplier<Path> maker;

	private final SingleFlight<Path> making = new SingleFlight<>("the directory for sockets");

	private volatile @Nullable Path directory;

	private volatile boolean closed;

	/**
	 * Creates what makes the directory.
	 */
	public SocketDirectory() {
		this(() -> SocketRoots.ofThisProcess().create(PREFIX));
	}

	/**
	 * Creates it with a directory that is made otherwise.
	 */
	SocketDirectory(Supplier<Path> maker) {
		this.maker = maker;
	}

	/**
	 * Makes sure that the directory can be made, as far as that can be said before it is
	 * needed.
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if it cannot, with what to set
	 */
	public static void require() {
		SocketRoots.ofThisProcess().require();
	}

	/**
	 * Returns the endpoint of this process. Makes the directory, or makes it anew if
	 * somebody has removed it.
	 * @return an endpoint in the directory; in another one than before if that cannot be
	 * had any more
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if the directory cannot be made,
	 * or this was closed before it was needed
	 */
	public Endpoint endpoint() {
		Path present = this.directory;
		return inside((present != null && this.closed) ? present : this.making.join(this::makeOnce));
	}

	private Path makeOnce() {
		Path before = this.directory;
		requireOpen();
		Path made = (before != null && isHadAgain(before)) ? before : this.maker.get();
		this.directory = made;
		if (this.closed) {
			// Whoever closed it may not have seen it
			this.directory = null;
			deleteQuietly(made);
		}
		requireOpen();
		return made;
	}

	/**
	 * Another user may have taken the name meanwhile.
	 */
	private static boolean isHadAgain(Path directory) {
		try {
			claim(directory);
			return true;
		}
		catch (IOException | ComException ex) {
			logger.log(Level.WARNING, "The directory for sockets {0} was removed, and is made elsewhere, as it cannot "
					+ "be had again: {1}", directory, ex.getMessage());
			return false;
		}
	}

	private static void claim(Path directory) throws IOException {
		Path parent = directory.getParent();
		if (parent != null && Files.notExists(parent)) {
			PrivateDirectory.createAll(parent);
		}
		OwnDirectory.claimAlone(directory, OwnUser.ofThisProcess());
	}

	private void requireOpen() {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE, "This process has closed its directory for sockets");
		}
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

	/**
	 * Returns a place whose directory is made anew if somebody has removed it, and taken
	 * then if no other user can have a hand in it.
	 * @param endpoint the endpoint
	 * @return makes the endpoint when it is asked again; throws
	 * {@code CO_E_SCM_RPC_FAILURE} or {@code E_ACCESSDENIED} if the directory cannot be
	 * had again
	 */
	public static Supplier<Endpoint> placeAt(Endpoint endpoint) {
		AtomicBoolean listened = new AtomicBoolean();
		return () -> {
			if (listened.getAndSet(true) && endpoint instanceof UnixEndpoint unix) {
				claimAgain(unix);
			}
			return endpoint;
		};
	}

	private static void claimAgain(UnixEndpoint endpoint) {
		Path directory = endpoint.path().getParent();
		try {
			if (isInDirectory(endpoint) || Files.notExists(directory)) {
				claim(directory);
			}
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_SCM_RPC_FAILURE,
					"The directory for sockets " + directory + " was removed, and cannot be made anew", ": " + ex, ex);
		}
	}

	/**
	 * Removes what an application has left in its directory that was killed: its socket,
	 * that of this process, and with the last of its servers the directory itself; where
	 * a host listened, as the next one does, the socket of this process alone. To be
	 * called by a server that ends for this reason. Waits for some seconds at most: the
	 * system closes the files of a killed process one after the other, and its socket may
	 * be the last.
	 * @param application the endpoint of the application
	 * @return whether the application is gone
	 */
	public static boolean leave(Endpoint application) {
		if (!(application instanceof UnixEndpoint unix)) {
			return false;
		}
		return isInDirectory(unix) ? leave(unix) : leaveHost(unix);
	}

	private static boolean leaveHost(UnixEndpoint host) {
		try {
			Files.deleteIfExists(((UnixEndpoint) beside(host)).path());
		}
		catch (IOException ex) {
			// The next host there removes it with its first server
		}
		return false;
	}

	/**
	 * Tells an application from a host, at whose place the next one listens.
	 */
	private static boolean isInDirectory(UnixEndpoint application) {
		Path directory = application.path().getParent();
		return directory != null && directory.getFileName() != null
				&& directory.getFileName().toString().startsWith(PREFIX);
	}

	private static boolean leave(UnixEndpoint application) {
		try {
			for (int i = 1; !application.removeIfDeserted(); i++) {
				if (i == ATTEMPTS) {
					return false;
				}
				LockSupport.parkNanos(INTERVAL.toNanos());
			}
			Path directory = application.path().getParent();
			Files.deleteIfExists(inside(directory).path());
			Files.deleteIfExists(directory);
		}
		catch (IOException ex) {
			// Another server is there, and goes later
		}
		return true;
	}

	/**
	 * Removes the socket of a server that has ended, and may not have done so itself.
	 * @param server where it listened, as it said
	 * @param own the endpoint of this process, beside which all its servers listen
	 */
	public static void remove(Endpoint server, Endpoint own) {
		if (server instanceof UnixEndpoint unix && own instanceof UnixEndpoint here
				&& Objects.equals(unix.path().getParent(), here.path().getParent())) {
			try {
				unix.removeIfDeserted();
			}
			catch (IOException ex) {
				// It goes with the directory
			}
		}
	}

	/**
	 * Removes the sockets of processes that were killed, those included that nobody knew
	 * of yet or any more.
	 * @param own an endpoint of this process, beside which they listened
	 */
	public static void removeDead(Endpoint own) {
		Path directory = (own instanceof UnixEndpoint here) ? here.path().getParent() : null;
		if (directory == null) {
			return;
		}
		try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory, SocketDirectory::isOfDead)) {
			for (Path socket : sockets) {
				new UnixEndpoint(socket).removeIfDeserted();
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			// They go with the next one that is killed, or with the directory
		}
	}

	private static boolean isOfDead(Path socket) {
		String name = socket.getFileName().toString();
		int end = name.indexOf('-');
		if (end < 0 || !name.endsWith(".sock")) {
			return false;
		}
		try {
			return ProcessHandle.of(Long.parseLong(name.substring(0, end))).isEmpty();
		}
		catch (NumberFormatException ex) {
			return false;
		}
	}

	private static UnixEndpoint inside(Path directory) {
		return new UnixEndpoint(directory.resolve(SOCKET));
	}

	/**
	 * Removes the directory, with the sockets of servers that were killed.
	 */
	@Override
	public void close() throws IOException {
		this.closed = true;
		Path present = this.directory;
		if (present != null) {
			delete(present);
		}
	}

	private static void delete(Path directory) throws IOException {
		if (Files.notExists(directory)) {
			return;
		}
		try (DirectoryStream<Path> sockets = Files.newDirectoryStream(directory, "*.sock")) {
			for (Path socket : sockets) {
				Files.deleteIfExists(socket);
			}
		}
		Files.deleteIfExists(directory);
	}

	private static void deleteQuietly(Path directory) {
		try {
			delete(directory);
		}
		catch (IOException ex) {
			// It is empty, or another thread deletes it
		}
	}

}
