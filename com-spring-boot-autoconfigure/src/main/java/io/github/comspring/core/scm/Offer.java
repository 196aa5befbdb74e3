package io.github.comspring.core.scm;

/**
 * A class of a server that was taken for a client.
 *
 * @param server the server
 * @param version the message of the server that offered the class
 */
record Offer(RunningServer server, long version) {
}
