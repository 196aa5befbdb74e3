package io.github.comspring.core.orpc.call;

import io.github.comspring.Guid;

/**
 * References that were handed out, without the object, which may be gone before they are.
 *
 * @param ipid the interface pointer
 * @param client who has them
 * @param count how many
 */
public record HandedOut(Guid ipid, long client, int count) {
}
