package io.github.comspring.security;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

import io.github.comspring.Activation;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which rule answers which question, since an in-process activation has no time
 * to match patterns. Each slot keeps the last question that fell into it, so that the
 * cache cannot grow whatever clients ask. Safe from any thread, without locks and without
 * allocation for a question that is remembered.
 */
final class RuleCache {

	private static final int SLOTS = 1 << 10;

	private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(SLOTS);

	private final Function<Activation, ActivationRule> search;

	/**
	 * Creates an empty cache.
	 * @param search finds the rule for a question that is not remembered; its answer must
	 * depend on class, right, origin and contexts alone
	 */
	RuleCache(Function<Activation, ActivationRule> search) {
		this.search = search;
	}

	/**
	 * Finds the rule for a question.
	 * @param activation the question
	 * @return the rule
	 */
	ActivationRule find(Activation activation) {
		int slot = slot(activation);
		Entry entry = this.entries.get(slot);
		if (entry != null && entry.isAbout(activation)) {
			return entry.rule;
		}
		ActivationRule rule = this.search.apply(activation);
		this.entries.set(slot, new Entry(activation, rule));
		return rule;
	}

	private static int slot(Activation activation) {
		int hash = activation.coClass().clsid().hashCode();
		hash = 31 * hash + activation.context().bits();
		hash = 31 * hash + activation.right().ordinal();
		hash = 31 * hash + activation.origin().ordinal();
		return (hash ^ (hash >>> 10) ^ (hash >>> 20)) & (SLOTS - 1);
	}

	/**
	 * A question and the rule that answers it.
	 *
	 * @param question the question
	 * @param rule the rule
	 */
	private record Entry(Activation question, ActivationRule rule) {

		/**
		 * Class objects keep their {@code CoClass}, so that its identity is enough; an
		 * equal one is merely searched for again.
		 */
		boolean isAbout(Activation activation) {
			return this.question.coClass() == activation.coClass() && this.question.right() == activation.right()
					&& this.question.origin() == activation.origin()
					&& this.question.context().bits() == activation.context().bits();
		}

	}

}
