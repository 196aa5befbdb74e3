package io.github.comspring.core.scm.protocol;

import java.util.List;

import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * What an activation hands to a client.
 *
 * @param references a reference for each interface that was asked for, {@code null} where
 * the object does not support it, at least one of them not
 * @param remUnknown the pointer to {@code IRemUnknown} of the object's process
 */
public record Activated(List<byte @Nullable []> references, Guid remUnknown) {
}
