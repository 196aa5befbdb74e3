package io.github.comspring.core.orpc.call;

import io.github.comspring.ComException;

/**
 * A call through a proxy that its server did not answer, as its caller meets it.
 * {@link LostCall#of} tells it from what the method itself threw.
 */
public final class LostCallException extends ComException {

	private static final long serialVersionUID = 1L;

	private final LostCall progress;

	private LostCallException(LostCall progress, String detail, ComException met) {
		super(met.hresult(), detail, met);
		this.progress = progress;
	}

	/**
	 * Adds to what a connection has met what was called.
	 * @param detail what was called, and what was met
	 * @param met what was met
	 * @return the exception, one of this kind if the call was not answered
	 */
	public static ComException of(String detail, ComException met) {
		LostCall progress = LostCall.met(met);
		return (progress != null) ? new LostCallException(progress, detail, met)
				: new ComException(met.hresult(), detail, met);
	}

	LostCall progress() {
		return this.progress;
	}

}
