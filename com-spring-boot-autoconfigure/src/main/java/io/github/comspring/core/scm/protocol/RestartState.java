package io.github.comspring.core.scm.protocol;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * How the servers of an application fare, or those of a class without one, for an
 * operator.
 *
 * @param startedFor the class that the first of them was started for
 * @param restarts how often one was started because the one before had failed
 * @param failures how many have failed of late
 * @param lastFailure what the last one failed of, or {@code null} if none ever did
 * @param lockedOutUntil when the next one may be started, or {@code null} for at any time
 */
public record RestartState(String startedFor, int restarts, int failures, @Nullable String lastFailure,
		@Nullable Instant lockedOutUntil) {
}
