package io.github.comspring.core.module;

import io.github.comspring.ComInterface;

/**
 * What the modules of the tests implement.
 */
@ComInterface("{3B2A9A40-0D6B-49B3-9F7A-5A6D0B1C2E01}")
public interface Probe {

	/**
	 * Does what the module likes.
	 */
	Answer ask(String question) throws RefusedException;

	/**
	 * A type of the signature.
	 *
	 * @param text the answer
	 * @param thread the thread that answered
	 */
	record Answer(String text, String thread) {
	}

	/**
	 * Another one.
	 */
	class RefusedException extends Exception {

		private static final long serialVersionUID = 1L;

		public RefusedException(String message) {
			super(message);
		}

	}

}
