package io.github.comspring.core.scm.program;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.SingleFlight;
import io.github.comspring.core.launch.Account;
import io.github.comspring.core.launch.RunAs;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnDirectory;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.place.PrivateDirectory;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import org.jspecify.annotations.Nullable;

/**
 * Where this process and those that it launches reach each other. Those of another user
 * cannot enter the directory that the others share: they have one of their own, which
 * that user alone can enter, beside root. This process listens there, too, and its socket
 * belongs to that user. Safe from any thread.
 */
public final class LaunchSites implements AutoCloseable {

	private static final Logger logger = System.getLogger(LaunchSites.class.getName());

	private final ObjectRpc rpc;

	private final OwnUser self;

	/** By the number of the user. */
	private final ConcurrentMap<Long, UnixEndpoint> endpoints = new ConcurrentHashMap<>();

	/** By the number of the user. */
	private final ConcurrentMap<Long, SingleFlight<UnixEndpoint>> making = new ConcurrentHashMap<>();

	/** Above all of them, which everybody may pass through, and nobody look into. */
	private final AtomicReference<@Nullable Path> parent = new AtomicReference<>();

	private volatile boolean closed;

	/**
	 * Creates it, with no directory before one is needed.
	 * @param rpc the objects of this process, which listens at each site
	 * @param self the user of this process
	 */
	public LaunchSites(ObjectRpc rpc, OwnUser self) {
		this.rpc = rpc;
		this.self = self;
	}

	/**
	 * Returns whom the server of the client runs as that this thread serves.
	 * @param target the class
	 * @return the value {@code RunAs}, else the user of the client ("launching user"), or
	 * {@code null} if that is the user of this process
	 */
	public @Nullable String identity(ResolvedClass target) {
		String runAs = target.runAs();
		Caller caller = Caller.current();
		return (runAs != null || caller == null || this.self.isGovernedBy(caller.peer())) ? runAs
				: caller.peer().user();
	}

	/**
	 * Removes the sockets of processes that were killed, whether they had introduced
	 * themselves or not.
	 */
	public void removeDead() {
		this.endpoints.values().forEach(SocketDirectory::removeDead);
		try {
			SocketDirectory.removeDead(this.rpc.endpoint());
		}
		catch (ComException ex) {
			// This process ends, and the sockets go with their directory
		}
	}

	/**
	 * Returns where a process is launched to.
	 * @param identity the user that it runs as, or {@code null} for that of this process
	 * @return the site
	 * @throws ComException as {@link Account#find} throws,
	 * {@code CO_E_RUNAS_CREATEPROCESS_FAILURE} if this process cannot share a directory
	 * with that user, {@code CO_E_SCM_RPC_FAILURE} if this is closed
	 */
	public LaunchSite find(@Nullable String identity) {
		// Somebody may have tidied up since the last launch
		this.rpc.restoreEndpoints();
		if (identity == null || identity.equals(this.self.name())) {
			return new LaunchSite(this.rpc.endpoint(), null);
		}
		Account account = Account.find(identity);
		return new LaunchSite(endpoint(account), new RunAs(account));
	}

	private UnixEndpoint endpoint(Account account) {
		requireOpen();
		UnixEndpoint present = this.endpoints.get(account.uid());
		return (present != null) ? present
				: this.making
					.computeIfAbsent(account.uid(),
							(missing) -> new SingleFlight<>("the directory for servers of " + account))
					.join(() -> makeOnce(account));
	}

	private UnixEndpoint makeOnce(Account account) {
		UnixEndpoint present = this.endpoints.get(account.uid());
		if (present != null) {
			return present;
		}
		try {
			UnixEndpoint made = make(account);
			this.endpoints.put(account.uid(), made);
			requireOpen();
			return made;
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_RUNAS_CREATEPROCESS_FAILURE,
					"A directory cannot be shared with the user " + account, ", which takes the rights of root: " + ex,
					ex);
		}
		finally {
			if (this.closed) {
				removeAll();
			}
		}
	}

	private void requireOpen() {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SCM_RPC_FAILURE, "The service control manager stops");
		}
	}

	private UnixEndpoint make(Account account) throws IOException {
		Path directory = parent().resolve(Long.toString(account.uid()));
		if (Files.exists(directory)) {
			// Of an attempt that has failed
			PrivateDirectory.delete(directory);
		}
		PrivateDirectory.create(directory);
		account.own(Files.createFile(directory.resolve("probe")));
		Files.delete(directory.resolve("probe"));
		SharedPlace place = new SharedPlace(directory, account, () -> this.closed);
		this.rpc.listenAt(place);
		return place.endpoint();
	}

	private Path parent() throws IOException {
		Path present = this.parent.get();
		if (present != null) {
			return present;
		}
		Path made = Files.createTempDirectory(OwnDirectory.temporary(), "comspring-as-");
		SharedPlace.letPass(made);
		present = this.parent.compareAndExchange(null, made);
		if (present == null) {
			return made;
		}
		Files.delete(made);
		return present;
	}

	/**
	 * Removes the directories with all that their users have left there. One that is
	 * being made goes when it is there.
	 */
	@Override
	public void close() {
		this.closed = true;
		removeAll();
	}

	private void removeAll() {
		Path made = this.parent.get();
		if (made == null) {
			return;
		}
		try {
			PrivateDirectory.delete(made);
		}
		catch (NoSuchFileException ex) {
			// Both who closes and who makes one meanwhile remove them
		}
		catch (IOException ex) {
			logger.log(Level.WARNING,
					"The directory " + made + " for server processes of other users could not be removed", ex);
		}
	}

}
