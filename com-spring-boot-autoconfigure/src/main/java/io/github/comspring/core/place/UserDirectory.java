package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.Path;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * The directory of the sockets by which applications of one user find each other. It has
 * a name that all know, so another user may have made it: it is used only if it belongs
 * to this user, and nobody else can enter it.
 *
 * @param path the directory
 * @param user the user
 */
public record UserDirectory(Path path, OwnUser user) {

	/**
	 * Returns the directory of the user of this process.
	 * @return {@code comspring} in {@code XDG_RUNTIME_DIR}, or {@code comspring-} and the
	 * name of the user in the directory for temporary files
	 */
	public static UserDirectory ofThisUser() {
		return of(System.getenv("XDG_RUNTIME_DIR"), Path.of(System.getProperty("java.io.tmpdir")),
				OwnUser.ofThisProcess());
	}

	static UserDirectory of(@Nullable String runtime, Path temporary, OwnUser user) {
		boolean given = runtime != null && Path.of(runtime).isAbsolute();
		return new UserDirectory(
				given ? Path.of(runtime, "comspring") : temporary.resolve("comspring-" + user.name()).toAbsolutePath(),
				user);
	}

	/**
	 * Returns where the host of the user listens, and makes the directory.
	 * @return the endpoint
	 * @throws ComException {@code E_ACCESSDENIED} if the directory is not this user's
	 * alone, {@code CO_E_SCM_RPC_FAILURE} if it cannot be made
	 */
	public UnixEndpoint scm() {
		try {
			OwnDirectory.claimAlone(this.path, this.user);
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_SCM_RPC_FAILURE,
					"The directory for sockets " + this.path + " cannot be made", "", ex);
		}
		return new UnixEndpoint(this.path.resolve("scm.sock"));
	}

}
