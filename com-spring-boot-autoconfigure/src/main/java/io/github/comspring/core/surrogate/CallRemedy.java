package io.github.comspring.core.surrogate;

import java.util.Objects;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.CallExtension;
import org.jspecify.annotations.Nullable;

/**
 * Adds to the failure of a call what to do about it. Nothing travels with calls.
 */
abstract class CallRemedy implements CallExtension {

	/** How far behind an exception the reason is looked for. */
	private static final int DEPTH = 16;

	/**
	 * Returns what to do.
	 * @param text an exception that left the call, or one behind it
	 * @return one or more sentences without the last full stop, or {@code null} if this
	 * is not the reason that is looked for
	 */
	abstract @Nullable String remedy(String text);

	@Override
	public final Throwable thrown(Throwable failure, String call) {
		return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
			.limit(DEPTH)
			.map(CallRemedy::text)
			.map(this::remedy)
			.filter(Objects::nonNull)
			.findFirst()
			.<Throwable>map((remedy) -> with(remedy, failure, call))
			.orElse(failure);
	}

	private static ComException with(String remedy, Throwable failure, String call) {
		return (failure instanceof ComException known)
				? new ComException(known.hresult(), known.detail() + ". " + remedy, known.getCause())
				: new ComException(HResult.RPC_E_SERVERFAULT, call + " failed with " + text(failure) + ". " + remedy,
						failure);
	}

	private static String text(Throwable failure) {
		try {
			return String.valueOf(failure);
		}
		catch (RuntimeException ex) {
			// It is foreign code
			return failure.getClass().getName();
		}
	}

}
