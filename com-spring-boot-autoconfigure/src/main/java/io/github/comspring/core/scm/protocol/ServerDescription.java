package io.github.comspring.core.scm.protocol;

import java.time.Instant;

import io.github.comspring.core.launch.cgroup.GroupCounts;
import io.github.comspring.core.scm.protocol.ServerControl.ServerState;
import org.jspecify.annotations.Nullable;

/**
 * A server process, for an operator.
 *
 * @param pid its process id
 * @param startTime when it started
 * @param startedFor the class that it was started for, or the application of a spare;
 * {@code null} if it was not started by this service control manager
 * @param kind what it is
 * @param launch the number of its launch, or 0 if it has none here
 * @param endpoint where it listens
 * @param activations how many times it was chosen to serve a client
 * @param draining whether it serves those who have something from it, and nobody else any
 * more
 * @param group what has happened in its control group, or {@code null} if it has none of
 * its own
 * @param state its own counts, or {@code null} if it did not answer
 */
public record ServerDescription(long pid, Instant startTime, @Nullable String startedFor, Kind kind, long launch,
		String endpoint, int activations, boolean draining, @Nullable GroupCounts group, @Nullable ServerState state) {

	/**
	 * What a server process is.
	 */
	public enum Kind {

		/** A program with classes of its own. */
		LOCAL_SERVER,

		/** A host of jars. */
		SURROGATE,

		/** A host of jars that was started ahead of its first client, and hosts none. */
		SPARE

	}

}
