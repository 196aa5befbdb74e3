package io.github.comspring.core.rpc;

import java.nio.ByteBuffer;

import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls.
 *
 * @param interfaceId the interface
 * @param object the object, or {@code null} for none
 * @param opnum the number of the operation
 * @param stub the stub data, whose position is left alone
 * @param deadline when the call must have ended, as {@link DeadlineWatch#now()} counts
 */
record ClientCall(SyntaxId interfaceId, @Nullable Guid object, int opnum, ByteBuffer stub, long deadline) {
}
