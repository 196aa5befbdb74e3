package io.github.comspring.core.orpc.remote;

import io.github.comspring.core.orpc.wire.StdObjRef;

/**
 * An argument of a call that came in, which its client has lent for that call.
 *
 * @param object the object, which counts the call as a holder
 * @param received the pointer as it came, with the references that the client gave
 */
public record Loan(RemoteObject object, StdObjRef received) {
}
