package io.github.comspring.place.served;

import java.io.FileNotFoundException;
import java.io.IOException;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * Fails.
 */
public final class FailingObject implements Failing {

	@Override
	public void checked(@Nullable String message) throws CheckedFailure {
		throw new CheckedFailure(message);
	}

	@Override
	public void checkedWithCauses(String message) throws CheckedFailure {
		throw new CheckedFailure(message,
				new IllegalStateException("first cause", new UnsupportedOperationException("second cause")));
	}

	@Override
	public void checkedSubtype(String message) throws CheckedFailure {
		throw new CheckedFailure.Special(message);
	}

	@Override
	public void checkedHidden(String message) throws CheckedFailure {
		throw new Hidden(message, 1);
	}

	@Override
	public void checkedWithSuppressed(String message) throws CheckedFailure {
		CheckedFailure failure = new CheckedFailure(message);
		failure.addSuppressed(new IOException("while closing"));
		throw failure;
	}

	@Override
	public void checkedWithCode(String message, int code) throws CheckedFailure {
		CheckedFailure failure = new CheckedFailure(message);
		failure.code(code);
		throw failure;
	}

	@Override
	public void fileNotFound(String message) throws IOException {
		throw new FileNotFoundException(message);
	}

	@Override
	public void illegalArgument(@Nullable String message) {
		throw new IllegalArgumentException(message);
	}

	@Override
	public void unchecked(@Nullable String message) {
		UncheckedFailure failure = new UncheckedFailure(message);
		failure.initCause(new IllegalStateException("first cause"));
		throw failure;
	}

	@Override
	public void undeclared(@Nullable String message) {
		throw new IllegalStateException(message);
	}

	@Override
	public void sneaky(String message) {
		throw FailingObject.<RuntimeException>unseen(new CheckedFailure(message));
	}

	@SuppressWarnings("unchecked")
	private static <E extends Exception> E unseen(Exception failure) throws E {
		throw (E) failure;
	}

	@Override
	public void error(String message) {
		throw new AssertionError(message);
	}

	@Override
	public void outOfMemory(String message) {
		throw new OutOfMemoryError(message);
	}

	@Override
	public int endlessRecursion() {
		return endlessRecursion() + 1;
	}

	@Override
	public void hresult(int code, String detail) {
		throw new ComException(HResult.of(code), detail);
	}

	@Override
	public String works() {
		return "works";
	}

	/**
	 * Is made of more than a message.
	 */
	private static final class Hidden extends CheckedFailure {

		private static final long serialVersionUID = 1L;

		Hidden(String message, int code) {
			super(message);
			code(code);
		}

	}

}
