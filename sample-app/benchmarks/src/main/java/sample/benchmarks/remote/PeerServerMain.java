package sample.benchmarks.remote;

import java.io.PrintStream;

/**
 * The child process: starts the server of the peer that its argument names, prints the
 * address in one line and ends when its standard input ends.
 */
final class PeerServerMain {

	private PeerServerMain() {
	}

	/**
	 * Runs the server until the parent closes the standard input or is gone.
	 * @param args the name of a {@link PeerKind}
	 * @throws Exception if the server cannot start
	 */
	public static void main(String[] args) throws Exception {
		PrintStream parent = System.out;
		// Logs must not be read as the address
		System.setOut(System.err);
		try (PeerServer server = PeerKind.valueOf(args[0]).start()) {
			parent.println(server.address());
			System.in.transferTo(PrintStream.nullOutputStream());
		}
		// Some peers leave threads behind that are no daemons
		System.exit(0);
	}

}
