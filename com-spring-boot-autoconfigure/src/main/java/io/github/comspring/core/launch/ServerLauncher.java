package io.github.comspring.core.launch;

/**
 * Starts server processes. Safe from any thread.
 */
@FunctionalInterface
public interface ServerLauncher {

	/**
	 * Starts a server process and returns without waiting for what it does.
	 * @param request what to start
	 * @return the process
	 * @throws io.github.comspring.ComException {@code CO_E_APPNOTFOUND} if the program is
	 * missing, {@code RPC_S_OUT_OF_RESOURCES} if this process lacks what it takes,
	 * {@code CO_E_CREATEPROCESS_FAILURE} if the operating system could not start it
	 */
	LaunchedProcess launch(LaunchRequest request);

}
