package io.github.comspring.lifecycle;

import java.io.InputStream;
import java.util.function.Supplier;

import io.github.comspring.core.launch.Lifeline;
import io.github.comspring.core.launch.OwnProcess;
import io.github.comspring.core.launch.WorkingDirectory;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.SpringApplication;

/**
 * How this process came to run: a user has started it, or a service control manager for
 * its clients. A process that was launched ends with its launcher, and takes along what
 * it has started itself; one that a host has launched goes on.
 */
public final class ServerLaunch implements AutoCloseable {

	/** A user has started this process. */
	public static final ServerLaunch BY_USER = new ServerLaunch(null, null, false);

	private final @Nullable Endpoint scm;

	private final @Nullable Lifeline lifeline;

	private final boolean hosted;

	private ServerLaunch(@Nullable Endpoint scm, @Nullable Lifeline lifeline, boolean hosted) {
		this.scm = scm;
		this.lifeline = lifeline;
		this.hosted = hosted;
	}

	/**
	 * A service control manager has started this process.
	 * @param scm where it listens
	 * @param input the standard input, where its secret comes from and whose end means
	 * that it is gone
	 * @return the launch
	 * @throws io.github.comspring.ComException {@code CO_E_WRONG_SERVER_IDENTITY} if
	 * there is no secret
	 */
	public static ServerLaunch by(Endpoint scm, InputStream input) {
		Runnable released = OwnProcess.endingWithLauncher(() -> {
		});
		Runnable died = OwnProcess.endingWithLauncher(() -> SocketDirectory.leave(scm));
		leaveDirectoryLast();
		return new ServerLaunch(scm, Lifeline.open(input, released, died), false);
	}

	/**
	 * A host has started this process, which outlives it.
	 * @param scm where the host listens, and the next one will
	 * @param input the standard input, where its secret comes from and whose end means
	 * nothing
	 * @return the launch
	 * @throws io.github.comspring.ComException {@code CO_E_WRONG_SERVER_IDENTITY} if
	 * there is no secret
	 */
	public static ServerLaunch byHost(Endpoint scm, InputStream input) {
		leaveDirectoryLast();
		return new ServerLaunch(scm, Lifeline.open(input, () -> {
		}), true);
	}

	/**
	 * The launcher does so too, if it is still there. Once all contexts are closed: their
	 * beans may write files until then.
	 */
	private static void leaveDirectoryLast() {
		SpringApplication.getShutdownHandlers().add(WorkingDirectory::leaveOwnOne);
	}

	/**
	 * Returns where the service control manager listens that has started this process.
	 * @return the endpoint, or {@code null} if a user has started it
	 */
	public @Nullable Endpoint scm() {
		return this.scm;
	}

	/**
	 * Returns what this process shows to the service control manager, and is shown by it.
	 * @return the secret, or {@code null} if a user has started this process
	 */
	public @Nullable String secret() {
		return (this.lifeline != null) ? this.lifeline.secret() : null;
	}

	/**
	 * Tells whether this process goes on without the service control manager that has
	 * started it.
	 * @return whether it does
	 */
	public boolean isHosted() {
		return this.hosted;
	}

	/**
	 * Returns where this process listens.
	 * @param own the directory to listen in if no other process gives one
	 * @return makes an endpoint beside that of the service control manager, or in the
	 * directory
	 */
	public Supplier<Endpoint> place(SocketDirectory own) {
		return (this.scm instanceof UnixEndpoint unix) ? SocketDirectory.placeAt(SocketDirectory.beside(unix))
				: own::endpoint;
	}

	@Override
	public void close() {
		if (this.lifeline != null) {
			this.lifeline.close();
		}
	}

}
