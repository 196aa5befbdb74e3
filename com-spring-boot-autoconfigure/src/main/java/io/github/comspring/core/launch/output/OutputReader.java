package io.github.comspring.core.launch.output;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;

/**
 * Reads what a process writes to the end, so that the process never waits for a reader.
 */
public final class OutputReader implements Runnable {

	private static final int BUFFER = 8 * 1024;

	private final InputStream output;

	private final OutputLog log;

	private final CompletableFuture<Void> end = new CompletableFuture<>();

	public OutputReader(InputStream output, OutputLog log) {
		this.output = output;
		this.log = log;
	}

	/**
	 * Returns the end of the reading. Never fails.
	 * @return completed when all has been read
	 */
	public CompletableFuture<Void> end() {
		return this.end;
	}

	@Override
	public void run() {
		try {
			// When a process ends, the JDK takes the stream's monitor, reads into memory
			// until the pipe is empty, and closes it. With a process behind it that goes
			// on writing, this would take all memory, or end that process.
			synchronized (this.output) {
				read();
			}
		}
		catch (IOException ex) {
			// Closed: there is no more
		}
		finally {
			endLog();
			this.end.complete(null);
		}
	}

	private void endLog() {
		try {
			this.log.end();
		}
		catch (RuntimeException | Error ex) {
			// Whoever waits for the end of the output has to hear of it
		}
	}

	private void read() throws IOException {
		byte[] buffer = new byte[BUFFER];
		for (int length = this.output.read(buffer); length != -1; length = this.output.read(buffer)) {
			take(buffer, length);
		}
	}

	private void take(byte[] buffer, int length) {
		try {
			this.log.write(buffer, length);
		}
		catch (RuntimeException | Error ex) {
			// Such as for a lack of memory: the process goes on writing all the same
		}
	}

}
