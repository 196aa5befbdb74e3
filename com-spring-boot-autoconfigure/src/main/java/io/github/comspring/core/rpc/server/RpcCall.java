package io.github.comspring.core.rpc.server;

import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Guid;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import org.jspecify.annotations.Nullable;

/**
 * A request as the server sees it.
 *
 * @param association the client
 * @param interfaceId the interface, as accepted when binding
 * @param object the object ({@code PFC_OBJECT_UUID}), or {@code null}
 * @param opnum the number of the operation
 * @param stub the stub data, backed by an array that belongs to the dispatcher until it
 * returns
 * @param authenticationLevel how well the client's identity and this message are
 * protected
 * @param cancellation tells whether the client has given the call up
 * @param ticker tells the time in nanoseconds, without that in which this process did not
 * run while the call was under way
 */
public record RpcCall(Association association, SyntaxId interfaceId, @Nullable Guid object, int opnum, ByteBuffer stub,
		AuthenticationLevel authenticationLevel, Cancellation cancellation, LongSupplier ticker) {
}
