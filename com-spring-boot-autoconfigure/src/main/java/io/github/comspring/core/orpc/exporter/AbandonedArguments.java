package io.github.comspring.core.orpc.exporter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.call.HandedOut;

/**
 * The arguments of calls that this process has given up. The methods may run still, and
 * use them until they notice; then their process gives them back. The latest are left to
 * each process and no more, as this one may never hear of them again. Safe from any
 * thread.
 */
public final class AbandonedArguments {

	/** How many are left to each process. */
	public static final int REMEMBERED = 64;

	private final ConcurrentMap<Long, Deque<HandedOut>> left = new ConcurrentHashMap<>();

	/**
	 * Leaves arguments to the process that was called.
	 * @param process the process
	 * @param arguments the references that it was handed
	 * @return the oldest, which are to be taken back now
	 */
	public List<HandedOut> add(long process, List<HandedOut> arguments) {
		List<HandedOut> oldest = new ArrayList<>(0);
		this.left.compute(process, (same, known) -> {
			Deque<HandedOut> latest = (known != null) ? known : new ArrayDeque<>();
			latest.addAll(arguments);
			while (latest.size() > REMEMBERED) {
				oldest.add(latest.remove());
			}
			return latest.isEmpty() ? null : latest;
		});
		return oldest;
	}

	/**
	 * Takes notice that a process has given references back.
	 * @param ipid the interface pointer
	 * @param process the process
	 * @param count how many
	 */
	void returned(Guid ipid, long process, int count) {
		this.left.computeIfPresent(process, (same, latest) -> {
			int open = count;
			for (Iterator<HandedOut> each = latest.iterator(); open > 0 && each.hasNext();) {
				HandedOut argument = each.next();
				if (argument.ipid().equals(ipid)) {
					open -= argument.count();
					each.remove();
				}
			}
			return latest.isEmpty() ? null : latest;
		});
	}

	/**
	 * Forgets the arguments that were left to a process that has gone.
	 * @param process the process
	 * @return the arguments
	 */
	public Collection<HandedOut> gone(long process) {
		Deque<HandedOut> arguments = this.left.remove(process);
		return (arguments != null) ? arguments : List.of();
	}

	/**
	 * Returns how many arguments are left to processes.
	 * @return the number
	 */
	public int size() {
		return this.left.values().stream().mapToInt(Deque::size).sum();
	}

}
