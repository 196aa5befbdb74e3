package io.github.comspring.security;

import java.util.Arrays;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;

import org.springframework.util.Assert;

/**
 * The classes that a rule is about.
 *
 * @param description the classes in words, the beginning of the rule's sentence
 * @param predicate whether a class is one of them
 */
record ClassSelector(String description, Predicate<CoClass> predicate) {

	private static final Pattern PATTERN_SYNTAX = Pattern.compile("[A-Za-z0-9.*]*[A-Za-z][A-Za-z0-9.*]*");

	/**
	 * Selects every class.
	 * @return the selector
	 */
	static ClassSelector any() {
		return new ClassSelector("any class", (coClass) -> true);
	}

	/**
	 * Selects classes by their ProgID, with and without its version.
	 * @param pattern a ProgID in which {@code *} stands for any characters
	 * @return the selector
	 * @throws IllegalArgumentException if no ProgID could match the pattern
	 */
	static ClassSelector named(String pattern) {
		Assert.isTrue(PATTERN_SYNTAX.matcher(pattern).matches(),
				() -> "'" + pattern + "' is no pattern for ProgIDs, which have letters, digits and full stops:"
						+ " use '*' for any of them, a Clsid for a class without a name, anyClass() for every class");
		Pattern regex = Pattern.compile(pattern.replace(".", "\\.").replace("*", ".*"), Pattern.CASE_INSENSITIVE);
		return new ClassSelector("classes " + pattern, (coClass) -> matches(regex, coClass));
	}

	/**
	 * Selects some classes by their ids.
	 * @param clsids the class ids
	 * @return the selector
	 * @throws IllegalArgumentException if there is none
	 */
	static ClassSelector of(Clsid... clsids) {
		Assert.notEmpty(clsids, "A rule for classes must name one, use anyClass() for all");
		Set<Clsid> selected = Set.copyOf(Arrays.asList(clsids));
		String names = Arrays.stream(clsids).map(Clsid::toString).collect(Collectors.joining(", "));
		return new ClassSelector("classes " + names, (coClass) -> selected.contains(coClass.clsid()));
	}

	/**
	 * Selects the classes of an application.
	 * @param appId the application
	 * @return the selector
	 */
	static ClassSelector of(AppId appId) {
		return new ClassSelector("classes of application " + appId, (coClass) -> appId.equals(coClass.appId()));
	}

	private static boolean matches(Pattern pattern, CoClass coClass) {
		ProgId progId = coClass.progId();
		return progId != null && (pattern.matcher(progId.value()).matches()
				|| pattern.matcher(progId.withoutVersion().value()).matches());
	}

}
