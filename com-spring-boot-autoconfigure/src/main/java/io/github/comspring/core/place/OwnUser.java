package io.github.comspring.core.place;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.github.comspring.Activation.Origin;
import io.github.comspring.core.rpc.transport.Peer;

/**
 * The operating-system user of this process.
 *
 * @param name the name, as the kernel's peers have it
 */
public record OwnUser(String name) {

	private static final String SYSTEM = "root";

	/** What the kernel shows of this process. */
	private static final Path KERNELS = Path.of("/proc/self");

	/**
	 * Returns the user that this process runs as.
	 * @return the user, by number if it has no name, as in many a container
	 */
	public static OwnUser ofThisProcess() {
		return new OwnUser(ProcessHandle.current().info().user().orElseGet(OwnUser::ofNoName));
	}

	private static String ofNoName() {
		try {
			return Files.getOwner(KERNELS).getName();
		}
		catch (IOException ex) {
			// Not Linux
			return System.getProperty("user.name", "");
		}
	}

	/**
	 * Tells whether a process on this machine can do to this user's processes whatever it
	 * likes: it runs as this user, or as root, which COM calls the system.
	 * @param peer what the kernel says of the process
	 * @return whether it can; {@code false} where the kernel does not tell
	 */
	public boolean isGovernedBy(Peer peer) {
		return runs(peer) || new OwnUser(SYSTEM).runs(peer);
	}

	/**
	 * Tells whether a process on this machine runs as this user.
	 * @param peer what the kernel says of the process
	 * @return whether it does; {@code false} where the kernel does not tell
	 */
	public boolean runs(Peer peer) {
		return peer.origin() == Origin.LOCAL && this.name.equals(peer.user());
	}

}
