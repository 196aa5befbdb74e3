package io.github.comspring.core.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;

/**
 * A small program of the operating system that has been run to its end.
 *
 * @param status its exit status
 * @param output what it wrote, without white space around it
 */
record SystemTool(int status, String output) {

	/**
	 * Runs a program that is known to end soon.
	 * @param command the program and its arguments
	 * @return how it ended
	 * @throws ComException {@code CO_E_RUNAS_CREATEPROCESS_FAILURE} if it is not there,
	 * {@code RPC_E_CALL_CANCELED} if the thread was interrupted
	 */
	static SystemTool run(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			process.getOutputStream().close();
			try (InputStream in = process.getInputStream()) {
				String output = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
				return new SystemTool(process.waitFor(), output);
			}
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_RUNAS_CREATEPROCESS_FAILURE,
					"A server process under another account needs the program '" + command.get(0)
							+ "', which cannot be run here",
					": " + ex.getMessage(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ComException(HResult.RPC_E_CALL_CANCELED,
					"The thread was interrupted while it prepared a server process", ex);
		}
	}

}
