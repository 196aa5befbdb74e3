package io.github.comspring.core.orpc.identity;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.core.rpc.transport.Peer;
import org.jspecify.annotations.Nullable;

/**
 * The processes that have introduced themselves to this one and called it, for as long as
 * they are connected. Safe from any thread.
 */
public final class Visitors {

	private final ConcurrentMap<Long, Visitor> visitors = new ConcurrentHashMap<>();

	/**
	 * Takes notice of a call.
	 * @param introduced who calls
	 * @param peer what the kernel says of it
	 */
	public void called(Introduced introduced, Peer peer) {
		Visitor present = this.visitors.get(introduced.oxid());
		if (present == null || present.introduced != introduced) {
			Visitor visitor = new Visitor(introduced, peer);
			this.visitors.put(introduced.oxid(), visitor);
			if (introduced.hasLeft()) {
				this.visitors.remove(introduced.oxid(), visitor);
			}
		}
	}

	/**
	 * Takes notice that the last connection of a process was closed.
	 * @param introduced the process
	 */
	public void left(Introduced introduced) {
		introduced.leave();
		this.visitors.computeIfPresent(introduced.oxid(),
				(same, present) -> (present.introduced == introduced) ? null : present);
	}

	/**
	 * Finds a process.
	 * @param process its number
	 * @return the process, or {@code null} if it is not connected
	 */
	public @Nullable Visitor find(long process) {
		return this.visitors.get(process);
	}

	/**
	 * Returns how many there are.
	 * @return the number
	 */
	public int size() {
		return this.visitors.size();
	}

	/**
	 * A process that is connected.
	 *
	 * @param introduced what it has told of itself
	 * @param peer what the kernel says of it
	 */
	public record Visitor(Introduced introduced, Peer peer) {
	}

}
