package io.github.comspring.autoconfigure.properties;

import java.io.Serial;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A property below {@code comspring} has a value that cannot be used, or none where one
 * is needed.
 */
public final class InvalidComPropertyException extends RuntimeException {

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
	public InvalidComPropertyException(String property, @Nullable String value, String problem, String... remedies) {
		super("The property " + property + ((value != null) ? " with the value '" + value + "' " : " ") + problem);
		this.property = property;
		this.value = value;
		this.problem = problem;
		this.remedies = List.of(remedies);
	}

	public String property() {
		return this.property;
	}

	public @Nullable String value() {
		return this.value;
	}

	public String problem() {
		return this.problem;
	}

	public List<String> remedies() {
		return this.remedies;
	}

}
