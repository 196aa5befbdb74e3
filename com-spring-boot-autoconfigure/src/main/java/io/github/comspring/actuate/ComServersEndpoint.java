package io.github.comspring.actuate;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.core.launch.cgroup.GroupCounts;
import io.github.comspring.core.scm.protocol.RestartState;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ServerControl.ClassState;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@link Endpoint @Endpoint} that shows the server processes of the service control
 * manager of this application, and lets those be started again that have failed too
 * often; none where another application has it.
 */
@Endpoint(id = "comservers")
public class ComServersEndpoint {

	private final Scm scm;

	/**
	 * Creates an endpoint.
	 * @param scm knows the processes
	 */
	public ComServersEndpoint(Scm scm) {
		this.scm = scm;
	}

	/**
	 * Returns all server processes. Each is asked for its counts.
	 * @return the processes in the order of their launches
	 */
	@ReadOperation
	public ComServersDescriptor comServers() {
		return ComServersDescriptor.of(this.scm.servers(), this.scm.restarts());
	}

	/**
	 * Forgets that server processes have failed, so that they can be started again at
	 * once.
	 * @param id the CLSID or ProgID of a class that they serve, or the AppID, the numbers
	 * with or without braces
	 * @return what has become of them, empty if none was ever wanted
	 * @throws InvalidEndpointRequestException if the id is none of these
	 */
	@WriteOperation
	public UnlockedDescriptor unlock(@Selector String id) {
		try {
			return new UnlockedDescriptor(RestartDescriptor.of(this.scm.unlock(id)));
		}
		catch (ComException ex) {
			throw new InvalidEndpointRequestException(ex.getMessage(), "No class or application is named '" + id + "'");
		}
	}

	/**
	 * All server processes.
	 *
	 * @param servers the processes in the order of their launches
	 * @param restarts how they fare, by application or else by class, in the order in
	 * which they were first wanted
	 */
	public record ComServersDescriptor(List<ComServerDescriptor> servers,
			List<RestartDescriptor> restarts) implements OperationResponseBody {

		static ComServersDescriptor of(List<ServerDescription> servers, List<RestartState> restarts) {
			return new ComServersDescriptor(servers.stream()
				.sorted(Comparator.comparingLong(ServerDescription::launch))
				.map(ComServerDescriptor::of)
				.toList(), RestartDescriptor.of(restarts));
		}

	}

	/**
	 * What was unlocked.
	 *
	 * @param unlocked how the server processes fare now
	 */
	public record UnlockedDescriptor(List<RestartDescriptor> unlocked) implements OperationResponseBody {
	}

	/**
	 * How the server processes of an application fare, or those of a class without one.
	 *
	 * @param startedFor the class that the first of them was started for, or the
	 * application, for its spares
	 * @param restarts how often one was started because the one before had failed
	 * @param failures how many have failed of late
	 * @param lastFailure what the last one failed of, or {@code null} if none ever did
	 * @param lockedOutUntil when the next one may be started, or {@code null} for at any
	 * time
	 */
	public record RestartDescriptor(String startedFor, int restarts, int failures, @Nullable String lastFailure,
			@Nullable Instant lockedOutUntil) {

		static List<RestartDescriptor> of(List<RestartState> states) {
			return states.stream()
				.map((state) -> new RestartDescriptor(state.startedFor(), state.restarts(), state.failures(),
						state.lastFailure(), state.lockedOutUntil()))
				.toList();
		}

	}

	/**
	 * A server process.
	 *
	 * @param pid the process id
	 * @param startTime when the process started
	 * @param launch the number of its launch, or 0 if it was not started here
	 * @param startedFor the class that it was started for, or the application of a spare;
	 * {@code null} if it was not started here
	 * @param kind what it is: a program with classes of its own, a surrogate that hosts
	 * jars, or a spare that is to be one
	 * @param endpoint where it listens
	 * @param activations how many activations it was chosen for
	 * @param draining whether it serves those who have something from it, and nobody else
	 * any more
	 * @param cgroup its control group, or {@code null} if it has none of its own
	 * @param calls how many calls it has carried out, or {@code null} if it did not
	 * answer
	 * @param errorsInARow how many calls and creations have failed since one has not, or
	 * {@code null} if it did not answer
	 * @param classes its classes, or {@code null} if it did not answer
	 */
	public record ComServerDescriptor(long pid, Instant startTime, long launch, @Nullable String startedFor, Kind kind,
			String endpoint, int activations, boolean draining, @Nullable CgroupDescriptor cgroup, @Nullable Long calls,
			@Nullable Integer errorsInARow, @Nullable List<ServedClassDescriptor> classes) {

		static ComServerDescriptor of(ServerDescription server) {
			ServerState state = server.state();
			return new ComServerDescriptor(server.pid(), server.startTime(), server.launch(), server.startedFor(),
					server.kind(), server.endpoint(), server.activations(), server.draining(),
					CgroupDescriptor.of(server.group()), (state != null) ? state.calls() : null,
					(state != null) ? state.errorsInARow() : null,
					(state != null) ? state.classes().stream().map(ServedClassDescriptor::of).toList() : null);
		}

	}

	/**
	 * The control group of a server process. What the kernel does not tell, or counts for
	 * a group with the limit alone, is {@code null}.
	 *
	 * @param path the directory of the group
	 * @param memoryPeak how many bytes of memory the group had at most
	 * @param oomKills how many of its processes the kernel has ended for want of memory
	 * @param pidsRefused how often a process or thread was refused
	 * @param cpuThrottled how long threads have waited, all together, for processors that
	 * the group had used up
	 */
	public record CgroupDescriptor(String path, @Nullable Long memoryPeak, @Nullable Long oomKills,
			@Nullable Long pidsRefused, @Nullable Duration cpuThrottled) {

		static @Nullable CgroupDescriptor of(@Nullable GroupCounts counts) {
			return (counts != null) ? new CgroupDescriptor(counts.directory().toString(), counts.memoryPeak(),
					counts.oomKills(), counts.pidsRefused(), counts.cpuThrottled()) : null;
		}

	}

	/**
	 * A class of a server process.
	 *
	 * @param clsid the class id
	 * @param name the class by all its names
	 * @param instances how many instances are alive
	 * @param locks how many locks are held
	 * @param references how many references clients hold
	 */
	public record ServedClassDescriptor(String clsid, String name, int instances, int locks, int references) {

		static ServedClassDescriptor of(ClassState state) {
			return new ServedClassDescriptor(state.clsid().toString(), state.name(), state.instances(), state.locks(),
					state.references());
		}

	}

}
