package io.github.comspring.autoconfigure;

import java.io.Serial;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A property below {@code comspring} has a value that cannot be used, or none where one
 * is needed.
 */
final class InvalidComPropertyException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final String property;

	private final @Nullable String value;

	private final String problem;

	private final transient List<String> remedies;

	/**
	 * Creates an exception.
	 * @param property the property with its prefix
	 * @param value its value, or {@code null} if it has none
	 * @param problem what is wrong, the end of a sentence that begins with the property
	 * @param remedies what can be done about it, one of which is enough
	 */
	InvalidComPropertyException(String property, @Nullable String value, String problem, String... remedies) {
		super("The property " + property + ((value != null) ? " with the value '" + value + "' " : " ") + problem);
		this.property = property;
		this.value = value;
		this.problem = problem;
		this.remedies = List.of(remedies);
	}

	String property() {
		return this.property;
	}

	@Nullable String value() {
		return this.value;
	}

	String problem() {
		return this.problem;
	}

	List<String> remedies() {
		return this.remedies;
	}

}
