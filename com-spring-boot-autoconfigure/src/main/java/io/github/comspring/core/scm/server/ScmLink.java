package io.github.comspring.core.scm.server;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.core.GuardedBy;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.LaunchersServer;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.ServerControl;
import io.github.comspring.core.scm.protocol.ServerRegistry;
import io.github.comspring.core.scm.protocol.ServerRegistry.Announcement;
import io.github.comspring.core.scm.protocol.ServerRegistry.PublishedClass;
import org.jspecify.annotations.Nullable;

/**
 * A server process's link to the service control manager that launched it: says which of
 * its classes can be had. One message for each change that others can see, so that a
 * server which registers its classes suspended sends one when it resumes them. Safe from
 * any thread.
 */
public final class ScmLink {

	private static final Logger logger = System.getLogger(ScmLink.class.getName());

	private final ServerRegistry scm;

	private final String secret;

	private final ClassTable classTable;

	/** Those that were said. */
	private final Set<String> refusals = ConcurrentHashMap.newKeySet();

	/** The latest message, not yet sent perhaps. */
	@GuardedBy("this")
	private Message last = new Message(0, List.of(), false);

	private ScmLink(ServerRegistry scm, String secret, ClassTable classTable) {
		this.scm = scm;
		this.secret = secret;
		this.classTable = classTable;
	}

	/**
	 * Introduces this process to the service control manager.
	 * @param rpc the objects of this process
	 * @param endpoint where the service control manager listens
	 * @param secret the secret that this process was launched with
	 * @param control carries out what the service control manager asks for
	 * @param classTable the classes of this process
	 * @return the link
	 * @throws ComException {@code E_ACCESSDENIED} if the secret is not good,
	 * {@code RPC_S_SERVER_UNAVAILABLE} if nobody listens
	 */
	public static ScmLink open(ObjectRpc rpc, Endpoint endpoint, String secret, ServerControl control,
			ClassTable classTable) {
		rpc.exportWellKnown(ServerControl.IPID, ServerControl.class, new LaunchersServer(control));
		ScmLink link = announce(rpc, endpoint, secret, classTable);
		classTable.addListener(link::tell);
		link.tell();
		return link;
	}

	/**
	 * Introduces this process, whose control is exported, and publishes nothing yet.
	 */
	static ScmLink announce(ObjectRpc rpc, Endpoint endpoint, String secret, ClassTable classTable) {
		MachineResolver.introduces(rpc, endpoint);
		ServerRegistry scm = rpc.wellKnown(endpoint, 0, null, ServerRegistry.IPID, ServerRegistry.class);
		rpc.stayConnected(endpoint);
		ProcessHandle self = ProcessHandle.current();
		scm.announce(new Announcement(secret, rpc.endpoint().networkAddress(), self.pid(),
				self.info().startInstant().orElse(Instant.EPOCH)));
		return new ScmLink(scm, secret, classTable);
	}

	private void tell() {
		try {
			publish();
		}
		catch (ComException ex) {
			logger.log(Level.WARNING, "The service control manager was not told which classes this process serves: {0}",
					ex.getMessage());
		}
	}

	/**
	 * Publishes what can be had now, unless there is nothing to say yet. What is the same
	 * as before is new to a service control manager that was turned away in between.
	 * @throws ComException why the service control manager could not be told
	 */
	void publish() {
		Message next = next();
		if (next != null) {
			this.scm.publish(this.secret, next.version, next.classes, next.resumed).forEach(this::warn);
		}
	}

	private void warn(String refusal) {
		if (this.refusals.add(refusal)) {
			logger.log(Level.WARNING, "The service control manager does not take all classes of this process. {0}",
					refusal);
		}
	}

	private synchronized @Nullable Message next() {
		Message now = new Message(this.last.version + 1, offers(this.classTable), this.classTable.hasResumed());
		boolean silent = now.classes.isEmpty() && this.last.classes.isEmpty() && now.resumed == this.last.resumed;
		if (silent) {
			return null;
		}
		this.last = now;
		return now;
	}

	/**
	 * Lists the classes that can be had from this process.
	 * @param classTable the classes
	 * @return a snapshot
	 */
	static List<PublishedClass> offers(ClassTable classTable) {
		return classTable.registrations()
			.stream()
			.filter((each) -> each.state() == ClassTable.State.RUNNING)
			.filter((each) -> each.contexts().intersects(ClassContext.LOCAL_SERVER))
			.map(ScmLink::describe)
			.toList();
	}

	private static PublishedClass describe(ClassTable.Registration registration) {
		boolean singleUse = !registration.flags().has(Regcls.MULTIPLEUSE)
				&& !registration.flags().has(Regcls.MULTI_SEPARATE) && !registration.flags().has(Regcls.SURROGATE);
		return new PublishedClass(registration.classObject().coClass().clsid(), registration.cookie(), singleUse);
	}

	/**
	 * What is said to the service control manager: one that is overtaken by a later one
	 * does no harm.
	 *
	 * @param version its number
	 * @param classes what can be had
	 * @param resumed whether that is all there will be
	 */
	private record Message(long version, List<PublishedClass> classes, boolean resumed) {
	}

}
