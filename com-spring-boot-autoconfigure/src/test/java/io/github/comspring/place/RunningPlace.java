package io.github.comspring.place;

import java.util.Objects;

import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.extension.AfterClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.BeforeClassTemplateInvocationCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Starts the applications of a place before all of its tests, hands them to the tests,
 * and ends them without leaving anything behind.
 *
 * @param place the place
 * @param leftovers finds what is left
 */
record RunningPlace(Place place, NoLeftovers leftovers)
		implements
			BeforeClassTemplateInvocationCallback,
			AfterClassTemplateInvocationCallback,
			ParameterResolver,
			TestExecutionExceptionHandler {

	private static final Namespace NAMESPACE = Namespace.create(RunningPlace.class);

	RunningPlace(Place place) {
		this(place, new NoLeftovers());
	}

	@Override
	public void beforeClassTemplateInvocation(ExtensionContext context) {
		this.leftovers.beforeEach(context);
		PlaceEnvironment environment = new PlaceEnvironment(this.place);
		context.getStore(NAMESPACE).put(PlaceEnvironment.class, environment);
		environment.start();
	}

	@Override
	public void afterClassTemplateInvocation(ExtensionContext context) throws Exception {
		try {
			context.getStore(NAMESPACE).remove(PlaceEnvironment.class, PlaceEnvironment.class).close();
			this.leftovers.afterEach(context);
		}
		catch (Exception | Error ex) {
			System.err.println("What " + this.place + " left behind:");
			ex.printStackTrace();
			throw ex;
		}
	}

	@Override
	public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
		return parameter.getParameter().getType() == PlaceEnvironment.class;
	}

	@Override
	public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
		return Objects.requireNonNull(context.getStore(NAMESPACE).get(PlaceEnvironment.class, PlaceEnvironment.class));
	}

	@Override
	public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
		failure.addSuppressed(new Note("This was in " + this.place));
		throw failure;
	}

	/**
	 * Tells the place in reports that do not show the names of all containers.
	 */
	private static final class Note extends Exception {

		private static final long serialVersionUID = 1L;

		Note(String text) {
			super(text, null, false, false);
		}

	}

}
