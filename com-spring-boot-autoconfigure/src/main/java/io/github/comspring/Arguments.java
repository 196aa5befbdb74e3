package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * What COM's functions look at first: whether what they need is there.
 */
final class Arguments {

	private Arguments() {
	}

	/**
	 * Checks that an argument is there.
	 * @param <T> its type
	 * @param argument the argument
	 * @param what what it is, the beginning of a sentence
	 * @return the argument
	 * @throws ComException {@code E_INVALIDARG} if it is {@code null}
	 */
	static <T> T required(@Nullable T argument, String what) {
		if (argument == null) {
			throw new ComException(HResult.E_INVALIDARG, what + " is null");
		}
		return argument;
	}

}
