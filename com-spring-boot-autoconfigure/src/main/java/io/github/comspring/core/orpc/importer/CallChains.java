package io.github.comspring.core.orpc.importer;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongPredicate;

import io.github.comspring.Guid;
import io.github.comspring.core.orpc.call.Caller;
import org.jspecify.annotations.Nullable;

/**
 * The calls to other processes that are under way and may come back, by the chains that
 * they belong to. What comes back is a part of what waits for it, and never turned away
 * because too much is under way: who has begun can end. The process that was called knows
 * the chain, so that no more calls come back at once than there are calls that wait. Safe
 * from any thread.
 */
public final class CallChains {

	private final LongPredicate held;

	private final ConcurrentMap<Chain, Waiting> chains = new ConcurrentHashMap<>();

	/**
	 * Creates chains, of which there are none.
	 * @param held tells whether a process has anything of this one
	 */
	public CallChains(LongPredicate held) {
		this.held = held;
	}

	/**
	 * Tells whether a call may come back: only who has something of this process can call
	 * it.
	 * @param process the process
	 * @return whether it may
	 */
	boolean mayComeBack(long process) {
		Caller caller = Caller.current();
		return (caller != null && caller.client() == process) || this.held.test(process);
	}

	/**
	 * Begins a call to another process.
	 * @param process the process
	 * @param causality its chain
	 */
	void begin(long process, Guid causality) {
		this.chains.merge(new Chain(process, causality), new Waiting(1, 0), Waiting::plus);
	}

	/**
	 * Ends a call to another process.
	 * @param process the process
	 * @param causality its chain
	 */
	void end(long process, Guid causality) {
		change(new Chain(process, causality), new Waiting(-1, 0));
	}

	/**
	 * Joins a call of another process to the calls to it that wait for it.
	 * @param process the process
	 * @param causality the chain that it says the call belongs to
	 * @return to be run once the call is over, or {@code null} if nothing waits for it
	 */
	public @Nullable Runnable join(long process, Guid causality) {
		Chain chain = new Chain(process, causality);
		AtomicBoolean joined = new AtomicBoolean();
		this.chains.computeIfPresent(chain, (same, waiting) -> {
			joined.set(waiting.back < waiting.out);
			return joined.get() ? waiting.plus(new Waiting(0, 1)) : waiting;
		});
		return joined.get() ? () -> change(chain, new Waiting(0, -1)) : null;
	}

	private void change(Chain chain, Waiting change) {
		this.chains.computeIfPresent(chain, (same, waiting) -> {
			Waiting left = waiting.plus(change);
			return (left.out == 0 && left.back == 0) ? null : left;
		});
	}

	/**
	 * Counts the calls to a process that it may call back from.
	 * @param process the process
	 * @return how many are under way
	 */
	public int waiting(long process) {
		return this.chains.entrySet()
			.stream()
			.filter((each) -> each.getKey().process == process)
			.mapToInt((each) -> each.getValue().out)
			.sum();
	}

	/**
	 * Tells whether nothing is under way that may come back.
	 * @return whether that is so
	 */
	public boolean isEmpty() {
		return this.chains.isEmpty();
	}

	/**
	 * A chain, as far as one process is concerned.
	 *
	 * @param process the number of the process
	 * @param causality the chain
	 */
	private record Chain(long process, Guid causality) {
	}

	/**
	 * How many calls of a chain are under way.
	 *
	 * @param out to the other process
	 * @param back from it
	 */
	private record Waiting(int out, int back) {

		Waiting plus(Waiting other) {
			return new Waiting(this.out + other.out, this.back + other.back);
		}

	}

}
