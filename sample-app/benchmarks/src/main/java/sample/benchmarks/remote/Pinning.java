package sample.benchmarks.remote;

import java.io.IOException;

/**
 * Where the client and the server of a peer run. A caller that waits sleeps, and waking a
 * core that sleeps can take longer than the call, so where the scheduler puts the two
 * processes decides the latency; compare latencies with a fixed place only.
 */
public enum Pinning {

	/** Both on core 0: what a call costs, without the time to wake another core. */
	TOGETHER(0, 0),

	/** The server on core 0, the client on core 1: a call includes waking both cores. */
	APART(0, 1),

	/** Where the scheduler puts them; for throughput. */
	FREE(-1, -1);

	private final int serverCore;

	private final int clientCore;

	Pinning(int serverCore, int clientCore) {
		this.serverCore = serverCore;
		this.clientCore = clientCore;
	}

	/**
	 * Moves all threads of the server and of this process; threads that start later
	 * follow. Does nothing but say so where {@code taskset} does not exist.
	 * @param server the server
	 * @throws IOException if a process cannot be moved
	 * @throws InterruptedException if interrupted
	 */
	void apply(RunningServer server) throws IOException, InterruptedException {
		if (this == FREE) {
			return;
		}
		pin(server.pid(), this.serverCore);
		pin(ProcessHandle.current().pid(), this.clientCore);
	}

	private static void pin(long pid, int core) throws IOException, InterruptedException {
		Process taskset;
		try {
			taskset = new ProcessBuilder("taskset", "-acp", String.valueOf(core), String.valueOf(pid))
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.INHERIT)
				.start();
		}
		catch (IOException ex) {
			System.err.println("No taskset here, so latencies depend on the scheduler");
			return;
		}
		if (taskset.waitFor() != 0) {
			throw new IOException("Cannot move process " + pid + " to core " + core);
		}
	}

}
