package io.github.comspring.lifecycle;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import io.github.comspring.beans.ComClassBean;
import io.github.comspring.beans.ComClassBeans;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.registry.CoClassEntries;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryKey;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.SmartLifecycle;

/**
 * The application as a server of its classes.
 * <p>
 * It starts when all singletons exist, and before anything that could bring clients: web
 * servers, message listeners, runners. All classes are registered suspended and become
 * visible together, by one resume at the end of the start. A {@link ServerReference}
 * keeps the process open while it has no clients.
 * <p>
 * It stops when all of those have stopped: no more activations are admitted, clients in
 * other processes get a grace period to release their pointers, and the classes are
 * revoked. What the application itself holds, it has until its beans are destroyed. Jars
 * are unloaded after that.
 */
public final class ComServerLifecycle implements SmartLifecycle {

	/**
	 * The phase: below that of web servers, which is {@link SmartLifecycle#DEFAULT_PHASE}
	 * - 2048.
	 */
	public static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

	private static final Log logger = LogFactory.getLog(ComServerLifecycle.class);

	private final ComClassBeans beans;

	private final Hive names;

	private final OwnBeans own;

	private final ClassTable classTable;

	private final ObjectRpc rpc;

	private final ServerReference server;

	private final Duration gracePeriod;

	private final ClassRegistrations registrations;

	private volatile boolean running;

	/**
	 * Creates a lifecycle.
	 * @param beans the classes
	 * @param names takes their names
	 * @param own told when they can be had
	 * @param classTable takes their class objects
	 * @param rpc knows what clients in other processes hold
	 * @param server keeps the process open
	 * @param gracePeriod how long clients in other processes may take to release their
	 * pointers
	 */
	public ComServerLifecycle(ComClassBeans beans, Hive names, OwnBeans own, ClassTable classTable, ObjectRpc rpc,
			ServerReference server, Duration gracePeriod) {
		this.beans = beans;
		this.names = names;
		this.own = own;
		this.classTable = classTable;
		this.rpc = rpc;
		this.server = server;
		this.gracePeriod = gracePeriod;
		this.registrations = new ClassRegistrations(classTable);
	}

	@Override
	public void start() {
		List<ComClassBean> classes = this.beans.list();
		this.names.edit((root) -> withNames(root, classes));
		this.registrations.register(classes);
		this.server.acquire();
		this.classTable.resume();
		this.own.started();
		this.server.resumed();
		this.running = true;
	}

	static RegistryKey withNames(RegistryKey root, List<ComClassBean> classes) {
		RegistryKey tree = root;
		for (ComClassBean each : classes) {
			tree = CoClassEntries.write(tree, each.coClass(), each.place().toString());
		}
		return tree;
	}

	@Override
	public void stop() {
		this.own.stopping();
		this.classTable.suspend();
		this.server.release();
		awaitClients();
		this.registrations.revoke();
		this.running = false;
	}

	private void awaitClients() {
		try {
			if (!this.classTable.awaitNoReferences(this.gracePeriod)) {
				logger
					.warn("Stopping although clients in other processes still hold pointers after the grace period of "
							+ this.gracePeriod.toSeconds() + " s: " + held());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			logger.warn("Stopping without waiting for clients in other processes, who still hold pointers: " + held());
		}
	}

	private String held() {
		String objects = this.rpc.references()
			.stream()
			.map((each) -> each.description() + " (references: " + each.references() + ")")
			.collect(Collectors.joining(", "));
		return objects.isEmpty() ? "to none of its objects any more" : objects;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
