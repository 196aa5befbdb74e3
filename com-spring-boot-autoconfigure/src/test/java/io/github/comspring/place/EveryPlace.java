package io.github.comspring.place;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.extension.ClassTemplateInvocationContext;
import org.junit.jupiter.api.extension.ClassTemplateInvocationContextProvider;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a class of tests in every place, or in those that the system property
 * {@code places} names.
 */
final class EveryPlace implements ClassTemplateInvocationContextProvider {

	private static final String WANTED = System.getProperty("places", "");

	@Override
	public boolean supportsClassTemplate(ExtensionContext context) {
		return true;
	}

	@Override
	public Stream<ClassTemplateInvocationContext> provideClassTemplateInvocationContexts(ExtensionContext context) {
		return Arrays.stream(Place.values())
			.filter((place) -> WANTED.isEmpty() || List.of(WANTED.split(",")).contains(place.name()))
			.map(InPlace::new);
	}

	/**
	 * The tests in one place.
	 *
	 * @param place the place
	 */
	private record InPlace(Place place) implements ClassTemplateInvocationContext {

		@Override
		public String getDisplayName(int invocationIndex) {
			return this.place.name();
		}

		@Override
		public List<Extension> getAdditionalExtensions() {
			return List.of(new RunningPlace(this.place), new ExpectedFailures(this.place));
		}

	}

}
