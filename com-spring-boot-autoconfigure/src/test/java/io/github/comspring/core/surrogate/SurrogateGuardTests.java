package io.github.comspring.core.surrogate;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.Iid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link SurrogateGuard}; what callers in other processes may do,
 * {@code SurrogateLifeTests} shows.
 */
class SurrogateGuardTests {

	@ParameterizedTest
	@EnumSource
	void checkWhenNoCallFromOutsideThenDenied(Right right) {
		CoClass coClass = CoClass.of(new Clsid(Guid.random()));
		Activation question = Activation.inProcess(coClass, Iid.UNKNOWN, ClassContext.LOCAL_SERVER);
		Activation asked = new Activation(right, coClass, question.iid(), null, question.context(), question.origin(),
				question.authenticationLevel());
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> SurrogateGuard.ofThisProcess().check(asked))
			.withMessageContaining(right.name())
			.withMessageContaining(coClass.toString());
	}

}
