package sample.benchmarks.remote;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A child process that runs the server of a peer with the class path of this process.
 */
final class ServerProcess {

	private final Process process;

	private final RunningServer server;

	private ServerProcess(Process process, RunningServer server) {
		this.process = process;
		this.server = server;
	}

	/**
	 * Starts the process and waits until its server listens.
	 * @param kind the peer
	 * @return the process
	 * @throws IOException if the process or its server cannot start
	 */
	static ServerProcess start(PeerKind kind) throws IOException {
		Process process = JavaCommand.of(List.of(), PeerServerMain.class, List.of(kind.name())).start();
		BufferedReader lines = process.inputReader();
		String address = lines.readLine();
		if (address == null) {
			throw new IOException("The server of " + kind + " ended before it was ready");
		}
		return new ServerProcess(process, new RunningServer(process.pid(), address));
	}

	/**
	 * Returns what clients need to know of the server.
	 * @return the running server
	 */
	RunningServer server() {
		return this.server;
	}

	/**
	 * Ends the process, by force if it does not end by itself.
	 * @throws IOException if its standard input cannot be closed
	 * @throws InterruptedException if interrupted
	 */
	void stop() throws IOException, InterruptedException {
		this.process.getOutputStream().close();
		if (!this.process.waitFor(10, TimeUnit.SECONDS)) {
			this.process.destroyForcibly().waitFor();
		}
	}

}
