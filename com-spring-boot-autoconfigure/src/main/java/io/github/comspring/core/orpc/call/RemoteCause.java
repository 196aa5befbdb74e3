package io.github.comspring.core.orpc.call;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The cause of an exception that came from another process, as text: it prints as it did
 * there, without the frames.
 */
final class RemoteCause extends Exception {

	private static final long serialVersionUID = 1L;

	private RemoteCause(String text, @Nullable RemoteCause cause) {
		super(text, cause, false, false);
	}

	/**
	 * Builds a chain of causes.
	 * @param texts what each was as text, outermost first
	 * @return the outermost cause, or {@code null} if there is none
	 */
	static @Nullable RemoteCause of(List<String> texts) {
		RemoteCause cause = null;
		for (int i = texts.size() - 1; i >= 0; i--) {
			cause = new RemoteCause(texts.get(i), cause);
		}
		return cause;
	}

	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

}
