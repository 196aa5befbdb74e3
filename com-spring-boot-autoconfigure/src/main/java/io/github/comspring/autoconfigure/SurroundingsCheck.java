package io.github.comspring.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.autoconfigure.declaration.DeclaredSize;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.ComProperties.Application;
import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import io.github.comspring.autoconfigure.properties.ComProperties.Placement;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.diagnostics.ComStartupException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.util.unit.DataSize;

/**
 * Warns at the start, where this process starts the others, of what a machine or a
 * container has not got: memory for all that is allowed to take some, and somebody who
 * takes notice of processes that their parent has left behind. Fails where sockets cannot
 * be made that are needed.
 */
final class SurroundingsCheck implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(SurroundingsCheck.class);

	private final ComProperties properties;

	private final ScmPlace scm;

	private final Surroundings surroundings;

	private final ConfigurableApplicationContext context;

	SurroundingsCheck(ComProperties properties, ScmPlace scm, Surroundings surroundings,
			ConfigurableApplicationContext context) {
		this.properties = properties;
		this.scm = scm;
		this.surroundings = surroundings;
		this.context = context;
	}

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		// That of a child context comes here too
		if (event.getApplicationContext() == this.context && this.scm.mode() != ComProperties.Mode.CLIENT) {
			checkMemory();
			checkInit();
			checkSockets();
		}
	}

	private void checkMemory() {
		List<String> parts = new ArrayList<>();
		long sum = this.surroundings.heap();
		for (Map.Entry<String, Application> each : new TreeMap<>(this.properties.applications()).entrySet()) {
			DataSize most = most(each.getValue());
			if (most != null) {
				int processes = 1 + each.getValue().spares();
				sum += processes * most.toBytes();
				parts.add(each.getKey() + " (" + ((processes > 1) ? processes + " of " : "") + DeclaredSize.text(most)
						+ ")");
			}
		}
		if (!parts.isEmpty() && sum > this.surroundings.memory()) {
			logger.warn("The heap of this application may take " + megabytes(this.surroundings.heap())
					+ ", and by their max-memory or cgroup.memory-max the server processes of "
					+ String.join(", ", parts) + " the rest of " + megabytes(sum)
					+ ", but the machine or container has only " + megabytes(this.surroundings.memory())
					+ ". When it is full the kernel ends processes, those first (oom-score-adjust). Lower"
					+ " max-memory or -Xmx, or give it more memory");
		}
	}

	/**
	 * Both limits may be set, for the process and for its group.
	 */
	private static @Nullable DataSize most(Application application) {
		DataSize process = application.maxMemory();
		DataSize group = Boolean.FALSE.equals(application.cgroup().enabled()) ? null : application.cgroup().memoryMax();
		return (process == null || group != null && group.compareTo(process) < 0) ? group : process;
	}

	private static String megabytes(long bytes) {
		return (bytes >> 20) + " MB";
	}

	private void checkInit() {
		if (this.surroundings.pid() == 1 && !this.properties.classes().isEmpty()) {
			logger.warn("This application is process 1 of its container, and a JVM does not take notice of processes"
					+ " that others have left behind: what modules start and leave stays as a zombie until the"
					+ " container ends. Start the container with an init process (docker run --init, or tini in the"
					+ " image)");
		}
	}

	/**
	 * A host listens elsewhere, and has done so by now.
	 */
	private void checkSockets() {
		boolean needed = this.scm.mode() == ComProperties.Mode.EMBEDDED
				&& this.properties.classes().values().stream().anyMatch(SurroundingsCheck::isOutOfProcess);
		if (!needed) {
			return;
		}
		try {
			SocketDirectory.require();
		}
		catch (ComException ex) {
			throw new ComStartupException(
					"Classes of this application run in other processes, to which there is no way. " + ex.detail(), ex,
					"Set XDG_RUNTIME_DIR or java.io.tmpdir as it says there",
					"Run all classes in this process (comspring.classes.<name>.context)");
		}
	}

	private static boolean isOutOfProcess(ClassDeclaration declaration) {
		Placement context = declaration.context();
		return (context != null) ? context.context().intersects(ClassContext.LOCAL_SERVER)
				: declaration.localServer() != null;
	}

}
