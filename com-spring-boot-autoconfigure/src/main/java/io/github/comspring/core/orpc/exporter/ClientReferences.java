package io.github.comspring.core.orpc.exporter;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * The references that clients hold to one object, for each client and interface apart: a
 * client can give back its own alone. Guarded by the object.
 */
final class ClientReferences {

	@GuardedBy("ExportedObject")
	private final Map<Long, Held> clients = new HashMap<>(2);

	/**
	 * Adds references.
	 * @param client the client
	 * @param pointer the interface
	 * @param count how many
	 * @param told what is told of the client, if this is its first
	 * @return whether they are the client's first to the object
	 * @throws ComException {@code E_INVALIDARG} for a number that no client can have
	 */
	boolean add(long client, ExportedInterface pointer, int count, Exported told) {
		Held held = this.clients.get(client);
		Held known = (held != null) ? held : new Held(told, new HashMap<>(2));
		int present = known.counts.getOrDefault(pointer, 0);
		if (count < 1 || count > Integer.MAX_VALUE - present) {
			throw new ComException(HResult.E_INVALIDARG,
					"A client with " + present + " references to " + pointer + " asked for " + count + " more");
		}
		known.counts.put(pointer, present + count);
		this.clients.put(client, known);
		return held == null;
	}

	/**
	 * Takes references back, at most those that the client has.
	 * @param client the client
	 * @param pointer the interface
	 * @param count how many
	 * @return what was told of the client if that had references and has no more to the
	 * object now, else {@code null}
	 */
	@Nullable Exported release(long client, ExportedInterface pointer, int count) {
		Held held = this.clients.get(client);
		if (held == null) {
			return null;
		}
		held.counts.computeIfPresent(pointer, (same, present) -> (present > count) ? present - count : null);
		return held.counts.isEmpty() ? releaseAll(client) : null;
	}

	/**
	 * Takes back all references of a client.
	 * @param client the client
	 * @return what was told of the client, {@code null} if it had no references
	 */
	@Nullable Exported releaseAll(long client) {
		Held held = this.clients.remove(client);
		return (held != null) ? held.told : null;
	}

	/**
	 * Takes back all references.
	 * @return what was told of each client
	 */
	Map<Long, Exported> clear() {
		Map<Long, Exported> told = new HashMap<>();
		this.clients.forEach((client, references) -> told.put(client, references.told));
		this.clients.clear();
		return told;
	}

	boolean has(long client) {
		return this.clients.containsKey(client);
	}

	boolean isEmpty() {
		return this.clients.isEmpty();
	}

	/**
	 * Returns how many references there are.
	 * @return the sum over all clients and interfaces
	 */
	int count() {
		long count = this.clients.values()
			.stream()
			.map((held) -> held.counts.values())
			.flatMap(Collection::stream)
			.mapToLong((n) -> n)
			.sum();
		return (int) Math.min(Integer.MAX_VALUE, count);
	}

	/**
	 * What one client holds.
	 *
	 * @param told what was told of the client
	 * @param counts how many references to each interface, at least one
	 */
	private record Held(Exported told, Map<ExportedInterface, Integer> counts) {
	}

}
