package io.github.comspring.lifecycle;

import io.github.comspring.AppId;
import io.github.comspring.Guid;
import io.github.comspring.core.registry.ApplicationRegistration.Surrogate;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.scm.protocol.Scm;

import org.springframework.context.SmartLifecycle;

/**
 * Has the service control manager prepare the applications of which this application
 * declares that they keep something ready. It starts last, when nothing that clients wait
 * for is slowed down by it. What was started ends with the service control manager.
 */
public final class PreparedApplications implements SmartLifecycle {

	private final Hive declared;

	private final Scm scm;

	private volatile boolean running;

	/**
	 * Creates a lifecycle.
	 * @param declared what this application declares
	 * @param scm prepares the applications
	 */
	public PreparedApplications(Hive declared, Scm scm) {
		this.declared = declared;
		this.scm = scm;
	}

	@Override
	public void start() {
		RegistryKey applications = this.declared.root().key("AppID");
		if (applications != null) {
			applications.keys()
				.keySet()
				.stream()
				.filter((name) -> Guid.isCanonical(name) && applications.value(name, Surrogate.SPARES) != null)
				.forEach((name) -> this.scm.prepare(AppId.of(name)));
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
