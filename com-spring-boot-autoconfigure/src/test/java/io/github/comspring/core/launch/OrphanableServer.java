package io.github.comspring.core.launch;

import java.io.IOException;

/**
 * A server that has a child, and ends with it when its launcher is gone.
 */
final class OrphanableServer {

	private OrphanableServer() {
	}

	public static void main(String[] args) throws IOException {
		Lifeline lifeline = Lifeline.open(System.in, OrphanableServer::end);
		Process child = new ProcessBuilder("sleep", "1000").start();
		System.out.println("secret of " + lifeline.secret().length() + " characters");
		System.out.println("child " + child.pid());
		child.onExit().thenRun(() -> System.out.println("child gone"));
		awaitEnd();
	}

	private static void end() {
		OwnProcess.endDescendants();
		System.exit(9);
	}

	private static synchronized void awaitEnd() {
		while (true) {
			try {
				OrphanableServer.class.wait();
			}
			catch (InterruptedException ex) {
				return;
			}
		}
	}

}
