package io.github.comspring.core.scm.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.BooleanSupplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.launch.Account;
import io.github.comspring.core.place.OwnDirectory;
import io.github.comspring.core.place.PrivateDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.ListeningPlace;
import io.github.comspring.core.rpc.transport.UnixEndpoint;

/**
 * Where this process listens for those of another user, in a directory that is theirs.
 * Nothing listens before it is known that the user can be let in, and the user can enter
 * last: nothing in the directory can be replaced before.
 *
 * @param directory the directory, in one that is this process's own
 * @param account the user
 * @param closed tells whether it is not needed any more
 */
record SharedPlace(Path directory, Account account, BooleanSupplier closed) implements ListeningPlace {

	UnixEndpoint endpoint() {
		return new UnixEndpoint(this.directory.resolve("scm.sock"));
	}

	/**
	 * Takes the directory back from its user, or makes it anew if somebody has removed
	 * it.
	 */
	@Override
	public Endpoint prepare() {
		if (this.closed.getAsBoolean()) {
			throw new ComException(HResult.CO_E_SERVER_STOPPING, "The service control manager stops");
		}
		try {
			Path parent = this.directory.getParent();
			OwnDirectory.claim(parent);
			letPass(parent);
			if (Files.notExists(this.directory, LinkOption.NOFOLLOW_LINKS)) {
				PrivateDirectory.create(this.directory);
			}
			else {
				Files.setOwner(this.directory, Files.getOwner(parent));
				Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwx------"));
			}
			return endpoint();
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_SCM_RPC_FAILURE, "The directory " + this.directory
					+ " that is shared with the user " + this.account + " cannot be made anew", ": " + ex, ex);
		}
	}

	@Override
	public void open() throws IOException {
		Path socket = endpoint().path();
		Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
		this.account.own(socket);
		this.account.own(this.directory);
		if (this.closed.getAsBoolean()) {
			// Whoever closed it may not have seen the directory
			PrivateDirectory.delete(this.directory.getParent());
		}
	}

	/**
	 * Lets everybody pass through a directory, and nobody look into it.
	 */
	static void letPass(Path directory) throws IOException {
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
	}

}
