package io.github.comspring.core.scm.protocol;

import java.time.Duration;

import io.github.comspring.Clsid;

/**
 * A call that a server process has not answered in time.
 *
 * @param server the number of the process
 * @param clsid the class of the object, or of the one that it was reached from
 * @param operation the interface and method, for people
 * @param taken how long the client has waited
 */
public record OverdueCall(long server, Clsid clsid, String operation, Duration taken) {
}
