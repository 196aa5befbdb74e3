package io.github.comspring.diagnostics;

import java.io.Serial;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The application cannot start as it is written or configured. The message says what is
 * wrong and where; the remedies say what can be done about it. A failure analyzer shows
 * both, so a mistake needs no exception and no analyzer of its own.
 */
public class ComStartupException extends RuntimeException {

	@Serial
	private static final long serialVersionUID = 1L;

	private final transient List<String> remedies;

	/**
	 * Creates an exception.
	 * @param problem what is wrong and where, one or more sentences
	 * @param remedies what can be done about it, one of which is enough
	 */
	public ComStartupException(String problem, String... remedies) {
		this(problem, null, remedies);
	}

	/**
	 * Creates an exception with a cause.
	 * @param problem what is wrong and where, one or more sentences
	 * @param cause what found it, or {@code null}
	 * @param remedies what can be done about it, one of which is enough
	 */
	public ComStartupException(String problem, @Nullable Throwable cause, String... remedies) {
		super(problem, cause);
		this.remedies = List.of(remedies);
	}

	/**
	 * Returns what can be done.
	 * @return sentences without full stops, one of which is enough
	 */
	public List<String> remedies() {
		return this.remedies;
	}

}
