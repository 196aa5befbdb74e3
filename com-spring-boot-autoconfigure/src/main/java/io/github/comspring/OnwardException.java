package io.github.comspring;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Stands for an exception behind a {@link ComException} that web frameworks would take
 * for the loss of their own client: an end of a stream among the causes, or a broken pipe
 * at their end, has them answer nothing and log nothing. It prints as that exception did,
 * with its frames.
 */
final class OnwardException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	private static final Set<String> TYPES = Set.of("EOFException", "EofException", "AbortedException",
			"ClientAbortException", "AsyncRequestNotUsableException");

	private static final List<String> PHRASES = List.of("broken pipe", "connection reset");

	/** More than people chain, so that a circle ends. */
	private static final int MAX_CAUSES = 64;

	private OnwardException(Throwable original, @Nullable Throwable cause) {
		super(original.toString(), cause);
		setStackTrace(original.getStackTrace());
		for (Throwable suppressed : original.getSuppressed()) {
			addSuppressed(suppressed);
		}
	}

	/** Ends a chain of causes whose last one could be misread. */
	private OnwardException() {
		super("It happened behind a COM call, not between this application and a client of its own");
		setStackTrace(new StackTraceElement[0]);
	}

	/**
	 * Replaces causes that could be misread.
	 * @param message the message of the exception that they are the causes of
	 * @param cause what led to it, or {@code null}
	 * @return the cause itself if nothing in it can be misread, {@code null} if there is
	 * none
	 */
	static @Nullable Throwable replace(String message, @Nullable Throwable cause) {
		if (cause == null) {
			return isMisread(message) ? new OnwardException() : null;
		}
		List<Throwable> causes = causes(cause);
		boolean misread = causes.stream().anyMatch(OnwardException::isMisread) || endsMisread(causes);
		return misread ? copy(causes) : cause;
	}

	/**
	 * Lists causes up to the first {@link ComException}: what is behind that has been
	 * replaced.
	 */
	private static List<Throwable> causes(Throwable outermost) {
		List<Throwable> causes = new ArrayList<>();
		Throwable cause = outermost;
		while (cause != null && causes.size() < MAX_CAUSES) {
			causes.add(cause);
			cause = (cause instanceof ComException) ? null : cause.getCause();
		}
		return causes;
	}

	private static boolean endsMisread(List<Throwable> causes) {
		Throwable last = causes.get(causes.size() - 1);
		return !(last instanceof ComException) && isMisread(last.getMessage());
	}

	private static boolean isMisread(Throwable cause) {
		return cause instanceof ClosedChannelException || TYPES.contains(cause.getClass().getSimpleName());
	}

	private static boolean isMisread(@Nullable String text) {
		String known = (text != null) ? text.toLowerCase(Locale.ROOT) : "";
		return PHRASES.stream().anyMatch(known::contains);
	}

	private static @Nullable Throwable copy(List<Throwable> causes) {
		Throwable copy = endsMisread(causes) ? new OnwardException() : null;
		for (int i = causes.size() - 1; i >= 0; i--) {
			Throwable each = causes.get(i);
			copy = (each instanceof ComException) ? each : new OnwardException(each, copy);
		}
		return copy;
	}

	/**
	 * Returns the text of the exception that this one stands for.
	 */
	@Override
	public String toString() {
		return String.valueOf(getMessage());
	}

}
