package io.github.comspring.core.scm.table;

/**
 * A launch that was joined.
 *
 * @param launch the launch
 * @param begun whether it is new, and its process to be started by whoever joined
 */
public record JoinedLaunch(Launch launch, boolean begun) {
}
