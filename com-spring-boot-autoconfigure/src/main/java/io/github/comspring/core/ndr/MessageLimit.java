package io.github.comspring.core.ndr;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * How long the data of one message may be.
 *
 * @param bytes the number of bytes
 * @param hresult the code of the failure of a message that would be longer
 * @param subject what the message carries, a plural that begins a sentence
 */
public record MessageLimit(int bytes, HResult hresult, String subject) {

	/** As long as an array is in every JVM. */
	static final MessageLimit NONE = new MessageLimit(Integer.MAX_VALUE - 8, HResult.E_OUTOFMEMORY,
			"The parameters of a call");

	/**
	 * Returns this limit or a lower one.
	 * @param most how long the message may be for another reason
	 * @return the lower limit
	 */
	public MessageLimit atMost(int most) {
		return (most < this.bytes) ? new MessageLimit(most, this.hresult, this.subject) : this;
	}

	/**
	 * Returns the failure of a message that would be longer.
	 * @param needed how many bytes it would take at least
	 * @return the failure
	 */
	ComException exceeded(long needed) {
		return new ComException(this.hresult, this.subject + " take at least " + needed
				+ " bytes, and comspring.rpc.max-message-size allows " + this.bytes);
	}

}
