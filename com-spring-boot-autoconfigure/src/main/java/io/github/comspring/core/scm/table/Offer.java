package io.github.comspring.core.scm.table;

/**
 * A class of a server that was taken for a client.
 *
 * @param server the server
 * @param version the message of the server that offered the class
 * @param number how many have been taken from the server, with this one
 */
public record Offer(RunningServer server, long version, int number) {
}
