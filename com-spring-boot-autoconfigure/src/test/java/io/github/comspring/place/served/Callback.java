package io.github.comspring.place.served;

import io.github.comspring.ComInterface;
import org.jspecify.annotations.Nullable;

/**
 * What a client lets an object call.
 */
@FunctionalInterface
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000003}")
public interface Callback {

	/** Is called. */
	@Nullable String call(@Nullable String text) throws CheckedFailure;

}
