package io.github.comspring.actuate;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

import io.github.comspring.core.scm.Scm;
import io.github.comspring.core.scm.ServerControl.ClassState;
import io.github.comspring.core.scm.ServerControl.ServerState;
import io.github.comspring.core.scm.ServerDescription;
import io.github.comspring.core.scm.ServerDescription.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that shows the server processes of the service control
 * manager of this application; none where another application has it.
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
		return ComServersDescriptor.of(this.scm.servers());
	}

	/**
	 * All server processes.
	 *
	 * @param servers the processes in the order of their launches
	 */
	public record ComServersDescriptor(List<ComServerDescriptor> servers) implements OperationResponseBody {

		static ComServersDescriptor of(List<ServerDescription> servers) {
			return new ComServersDescriptor(servers.stream()
				.sorted(Comparator.comparingLong(ServerDescription::launch))
				.map(ComServerDescriptor::of)
				.toList());
		}

	}

	/**
	 * A server process.
	 *
	 * @param pid the process id
	 * @param startTime when the process started
	 * @param launch the number of its launch, or 0 if it was not started here
	 * @param startedFor the class that it was started for, or {@code null} if it was not
	 * started here
	 * @param kind what it is: a program with classes of its own, or a surrogate that
	 * hosts jars
	 * @param endpoint where it listens
	 * @param calls how many calls it has carried out, or {@code null} if it did not
	 * answer
	 * @param classes its classes, or {@code null} if it did not answer
	 */
	public record ComServerDescriptor(long pid, Instant startTime, long launch, @Nullable String startedFor, Kind kind,
			String endpoint, @Nullable Long calls, @Nullable List<ServedClassDescriptor> classes) {

		static ComServerDescriptor of(ServerDescription server) {
			ServerState state = server.state();
			return new ComServerDescriptor(server.pid(), server.startTime(), server.launch(), server.startedFor(),
					server.kind(), server.endpoint(), (state != null) ? state.calls() : null,
					(state != null) ? state.classes().stream().map(ServedClassDescriptor::of).toList() : null);
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
