package io.github.comspring.core.orpc.importer;

import java.util.function.LongPredicate;

import io.github.comspring.core.orpc.exporter.ObjectExporter;

/**
 * What the interface pointers of all calls are marshalled and unmarshalled with.
 *
 * @param exporter the objects of this process
 * @param importer the objects of others
 * @param streamPiece how many bytes of a stream pass in one call
 * @param client tells whether a process is a client of this one, and so will be missed
 */
public record Exchanges(ObjectExporter exporter, ObjectImporter importer, int streamPiece, LongPredicate client) {
}
