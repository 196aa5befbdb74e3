package io.github.comspring.core.place;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where an application makes the directory of its sockets: in the directory that a
 * supervisor has made for it ({@code RUNTIME_DIRECTORY}, of systemd), else in that of its
 * user ({@code XDG_RUNTIME_DIR}), which nobody tidies up, else among the temporary files.
 *
 * @param environment finds environment variables
 * @param temporary the directory of temporary files
 * @param user the user of this process
 */
record SocketRoots(Function<String, @Nullable String> environment, Path temporary, OwnUser user) {

	private static final Logger logger = System.getLogger(SocketRoots.class.getName());

	private static final List<String> GIVEN = List.of("RUNTIME_DIRECTORY", "XDG_RUNTIME_DIR");

	/** What is below a root at most: the name of the directory, and that of a socket. */
	private static final int BELOW = "/comspring-01234567/4194304-01234567.sock".length();

	private static final String REMEDIES = ". Set XDG_RUNTIME_DIR, or java.io.tmpdir (-Djava.io.tmpdir=...), to a"
			+ " directory that this user can write to, with a path of at most " + (UnixEndpoint.LONGEST - BELOW)
			+ " bytes";

	/**
	 * Returns those of this process.
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if the directory of temporary
	 * files has no path that the system can have
	 */
	static SocketRoots ofThisProcess() {
		try {
			return new SocketRoots(System::getenv, OwnDirectory.temporary(), OwnUser.ofThisProcess());
		}
		catch (InvalidPathException ex) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE, "No directory for sockets can be made in '"
					+ ex.getInput() + "', which the encoding of file names here (" + UnixEndpoint.encoding()
					+ ") cannot express: set LC_ALL to a locale with UTF-8, or java.io.tmpdir to another directory",
					ex);
		}
	}

	/**
	 * Makes a directory that nobody has had before, and its user alone can enter.
	 * @param prefix what its name begins with
	 * @return the directory, absolute
	 * @throws ComException {@code CO_E_SCM_RPC_FAILURE} if it cannot be made anywhere
	 */
	Path create(String prefix) {
		for (String each : GIVEN) {
			Path made = createGiven(each, prefix);
			if (made != null) {
				return made;
			}
		}
		requireShort(this.temporary);
		try {
			return PrivateDirectory.createIn(this.temporary, prefix);
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_SCM_RPC_FAILURE,
					"The directory for sockets cannot be made in " + this.temporary, " (" + ex + ")" + REMEDIES, ex);
		}
	}

	/**
	 * Finds out, as far as that can be said before, whether {@link #create} would fail.
	 * @throws ComException as that one
	 */
	void require() {
		boolean given = GIVEN.stream()
			.flatMap((each) -> paths(each).stream())
			.anyMatch((each) -> problem(each) == null);
		if (given) {
			return;
		}
		requireShort(this.temporary);
		if (!Files.isWritable(this.temporary)) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE, "The directory for sockets cannot be made in "
					+ this.temporary + ", where this user cannot write" + REMEDIES);
		}
	}

	private @Nullable Path createGiven(String variable, String prefix) {
		for (Path each : paths(variable)) {
			String problem = problem(each);
			if (problem == null) {
				try {
					return PrivateDirectory.createIn(each, prefix);
				}
				catch (IOException ex) {
					problem = "cannot be written to (" + ex + ")";
				}
			}
			logger.log(Level.WARNING, "{0} is {1}, which {2}: the sockets of this process go elsewhere", variable, each,
					problem);
		}
		return null;
	}

	private List<Path> paths(String variable) {
		String value = this.environment.apply(variable);
		List<Path> paths = new ArrayList<>();
		for (String each : (value != null) ? value.split(":") : new String[0]) {
			try {
				Path path = Path.of(each);
				if (path.isAbsolute()) {
					paths.add(path.normalize());
				}
			}
			catch (InvalidPathException ex) {
				logger.log(Level.WARNING, "{0} is no path: {1}", variable, ex.getMessage());
			}
		}
		return paths;
	}

	private @Nullable String problem(Path root) {
		try {
			String problem = OwnDirectory.problem(root, this.user);
			return (problem == null && isLong(root)) ? "is too long for sockets" : problem;
		}
		catch (IOException ex) {
			return "cannot be used (" + ex + ")";
		}
	}

	private static void requireShort(Path root) {
		if (isLong(root)) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE,
					"The directory for sockets cannot be made in " + root + ": with " + UnixEndpoint.length(root)
							+ " and " + BELOW + " more, their paths would have more than the " + UnixEndpoint.LONGEST
							+ " bytes that they may have" + REMEDIES);
		}
	}

	private static boolean isLong(Path root) {
		return UnixEndpoint.length(root) + BELOW > UnixEndpoint.LONGEST;
	}

}
