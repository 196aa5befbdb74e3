package io.github.comspring.core.ndr.interfaces;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.ndr.access.LateHandle;
import io.github.comspring.core.ndr.access.MemberAccess;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link OperationBuilder}, and for what it makes of methods that are closed.
 */
class OperationBuilderTests {

	/** Enough to see both the calls before the handle is there and those after. */
	private static final int CALLS = 2 * LateHandle.OFTEN;

	@Test
	void closedInterfaceIsRefused() throws Exception {
		Method closed = Class.forName("jdk.internal.access.JavaNioAccess").getMethod("pageSize");
		assertThatExceptionOfType(UnremotableTypeException.class).isThrownBy(() -> build(closed))
			.satisfies((ex) -> assertThat(ex.method()).isEqualTo(closed))
			.withMessageContaining(closed.getDeclaringClass().getName())
			.withMessageContaining(MemberAccess.REMEDY);
	}

	@Test
	void methodIsTheSameBeforeAndAfterItsHandle() throws Throwable {
		Operation append = build(Appender.class.getMethod("append", String.class, int.class));
		Appender appender = (text, number) -> {
			if (number < 0) {
				throw new IllegalArgumentException("negative");
			}
			return text + number;
		};
		for (int i = 0; i < CALLS; i++) {
			assertThat(append.invoke(appender, new Object[] { "a", i })).isEqualTo("a" + i);
			assertThatIllegalArgumentException().isThrownBy(() -> append.invoke(appender, new Object[] { "a", -1 }))
				.withMessage("negative");
		}
	}

	private static Operation build(Method method) {
		return new OperationBuilder().build(3, List.of(new DeclaredMethod(method, Map.of())));
	}

	private interface Appender {

		String append(String text, int number);

	}

}
