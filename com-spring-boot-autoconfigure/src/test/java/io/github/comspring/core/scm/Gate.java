package io.github.comspring.core.scm;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/**
 * A point that a server process passes only after the test has seen it and let it go.
 * Whoever still waits goes on when the gate is closed.
 */
final class Gate implements AutoCloseable {

	/** Ends a test that would wait for ever. */
	private static final int GIVE_UP_MILLIS = 60_000;

	private final ServerSocket listener;

	private final List<Socket> inside = new ArrayList<>();

	Gate() {
		try {
			this.listener = new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
			this.listener.setSoTimeout(GIVE_UP_MILLIS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns the step of a server that waits here.
	 */
	String step() {
		return "gate=" + number();
	}

	int number() {
		return this.listener.getLocalPort();
	}

	/**
	 * Waits for a server process.
	 */
	Visitor await() {
		try {
			Socket socket = this.listener.accept();
			this.inside.add(socket);
			return new Visitor(new DataInputStream(socket.getInputStream()).readLong(), socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Waits in the server process until the test lets it go, or has gone.
	 */
	static void pass(String number, long token) {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(number))) {
			new DataOutputStream(socket.getOutputStream()).writeLong(token);
			socket.getInputStream().read();
		}
		catch (IOException ex) {
			// The test has ended
		}
	}

	@Override
	public void close() {
		try {
			this.listener.close();
			for (Socket each : this.inside) {
				each.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A process at the gate.
	 *
	 * @param token its process id, unless it says something else
	 */
	record Visitor(long token, Socket socket) {

		void letGo() {
			try {
				this.socket.close();
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		/**
		 * Ends the process with SIGKILL, and waits for its end.
		 */
		void kill() {
			TestMachine.kill(this.token);
		}

	}

}
