package io.github.comspring.security;

import java.util.concurrent.atomic.AtomicInteger;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Guid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RuleCacheTests {

	private final AtomicInteger searches = new AtomicInteger();

	private final RuleCache cache = new RuleCache(this::search);

	@Test
	void findWhenAskedAgainThenSearchesOnce() {
		ActivationRule rule = this.cache.find(Questions.activate(Questions.LEDGER));
		assertThat(this.cache.find(Questions.activate(Questions.LEDGER))).isSameAs(rule);
		assertThat(this.searches).hasValue(1);
	}

	@Test
	void findWhenQuestionDiffersThenAnswersThatQuestion() {
		for (int round = 0; round < 2; round++) {
			for (Right right : Right.values()) {
				for (Origin origin : Origin.values()) {
					expectOwnRule(Questions.ask(right, Questions.LEDGER, origin, ClassContext.ALL));
					expectOwnRule(Questions.ask(right, Questions.LEDGER, origin, ClassContext.LOCAL_SERVER));
					expectOwnRule(Questions.ask(right, Questions.NAMELESS, origin, ClassContext.ALL));
				}
			}
		}
	}

	@Test
	void findWhenMoreClassesThanSlotsThenAnswersEach() {
		for (int i = 0; i < 5000; i++) {
			expectOwnRule(Questions.activate(CoClass.of(new Clsid(Guid.random()))));
		}
	}

	@Test
	void findWhenMoreContextsThanSlotsThenAnswersEach() {
		for (int bits = 1; bits < 5000; bits++) {
			ClassContext contexts = new ClassContext(bits);
			for (Right right : Right.values()) {
				expectOwnRule(Questions.ask(right, Questions.LEDGER, Origin.LOCAL, contexts));
			}
		}
	}

	private void expectOwnRule(Activation activation) {
		assertThat(this.cache.find(activation)).hasToString(describe(activation));
	}

	private ActivationRule search(Activation activation) {
		this.searches.incrementAndGet();
		return new ActivationRule(ActivationRule.NONE.scope(), (client, question) -> null, describe(activation));
	}

	private static String describe(Activation activation) {
		return activation.toString();
	}

}
