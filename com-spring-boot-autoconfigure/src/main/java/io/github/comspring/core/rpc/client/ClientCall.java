package io.github.comspring.core.rpc.client;

import java.nio.ByteBuffer;
import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.watch.DeadlineWatch;
import org.jspecify.annotations.Nullable;

/**
 * What a client calls.
 *
 * @param interfaceId the interface
 * @param object the object, or {@code null} for none
 * @param opnum the number of the operation
 * @param stub the stub data, one buffer after the other, whose positions are left alone
 * @param room where the stub data of the response goes if it fits, or {@code null} for an
 * array of its own
 * @param nested whether it is part of a call that this process carries out
 * @param deadline when the call must have ended, as {@link DeadlineWatch#now()} counts
 */
record ClientCall(SyntaxId interfaceId, @Nullable Guid object, int opnum, List<ByteBuffer> stub, byte @Nullable [] room,
		boolean nested, long deadline) {
}
