package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;

/**
 * Where a JVM waits for a debugger before it runs anything.
 *
 * @param address a port of the loopback interface, which no other machine can reach
 */
record DebuggerWait(InetSocketAddress address) {

	private static final Logger logger = System.getLogger(DebuggerWait.class.getName());

	private static final byte[] LOOPBACK = { 127, 0, 0, 1 };

	/**
	 * Chooses the place.
	 * @param port the port, or 0 for one that is free now
	 * @return the place
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if no port is free
	 */
	static DebuggerWait at(int port) {
		try {
			InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
			if (port != 0) {
				return new DebuggerWait(new InetSocketAddress(loopback, port));
			}
			try (ServerSocket free = new ServerSocket(0, 1, loopback)) {
				return new DebuggerWait(new InetSocketAddress(loopback, free.getLocalPort()));
			}
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_CREATEPROCESS_FAILURE, "No port is free for a debugger", "", ex);
		}
	}

	/**
	 * Returns the option of the JVM, and tells the developer.
	 * @param application the application whose classes the JVM is to host
	 * @return the option
	 */
	String option(String application) {
		String place = this.address.getAddress().getHostAddress() + ":" + this.address.getPort();
		logger.log(Level.WARNING,
				"The surrogate of application {0} waits for a debugger at {1}, and whoever attaches there rules it",
				application, place);
		return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=" + place;
	}

}
