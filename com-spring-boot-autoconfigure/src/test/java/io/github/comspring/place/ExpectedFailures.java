package io.github.comspring.place;

import java.lang.reflect.Method;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * Turns tests around that are {@link ExpectedToFail} in a place.
 *
 * @param place the place
 */
record ExpectedFailures(Place place) implements InvocationInterceptor {

	@Override
	public void interceptTestMethod(Invocation<@Nullable Void> invocation,
			ReflectiveInvocationContext<Method> invocationContext, ExtensionContext extensionContext) throws Throwable {
		ExpectedToFail expected = find(invocationContext.getExecutable());
		if (expected == null) {
			invocation.proceed();
			return;
		}
		try {
			invocation.proceed();
		}
		catch (Throwable ex) {
			throw new TestAbortedException("Fails in " + this.place + " because " + expected.because(), ex);
		}
		throw new AssertionFailedError("No longer fails in " + this.place + ": take its mark away, "
				+ "which says that it does because " + expected.because());
	}

	private @Nullable ExpectedToFail find(Method test) {
		for (ExpectedToFail each : test.getAnnotationsByType(ExpectedToFail.class)) {
			if (Arrays.asList(each.in()).contains(this.place)) {
				return each;
			}
		}
		return null;
	}

}
