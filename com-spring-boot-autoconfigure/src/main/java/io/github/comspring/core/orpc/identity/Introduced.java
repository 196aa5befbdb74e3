package io.github.comspring.core.orpc.identity;

import java.util.List;

import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * A process that has introduced itself with a connection to this one. Two are equal if
 * they are one process with the same rights, whatever else the connections have told.
 */
public final class Introduced {

	private final Token token;

	private final boolean trusted;

	private final boolean keyholder;

	/** Whether the last connection that told so was closed. */
	private volatile boolean gone;

	Introduced(Token token, boolean trusted, boolean keyholder) {
		this.token = token;
		this.trusted = trusted;
		this.keyholder = keyholder;
	}

	/**
	 * Returns the number of the process.
	 * @return the OXID, positive
	 */
	public long oxid() {
		return this.token.oxid();
	}

	/**
	 * Tells whether the process may speak for others.
	 * @return whether it has shown the secret of this process
	 */
	public boolean isTrusted() {
		return this.trusted;
	}

	/**
	 * Tells whether the process has the key to this one, as its service control manager
	 * has and nobody else.
	 * @return whether it has shown that
	 */
	public boolean isKeyholder() {
		return this.keyholder;
	}

	/**
	 * Returns the key of the process.
	 * @return the key, or {@code null} if it has kept it to itself
	 */
	public @Nullable ProcessKey key() {
		return this.token.key();
	}

	/**
	 * Returns where the process listens, as it says itself.
	 * @return the endpoints, which need not be its own
	 */
	public List<Endpoint> endpoints() {
		return this.token.endpoints();
	}

	/**
	 * Returns what lets this process in there.
	 * @param self the number of this process
	 * @return the ticket, or {@code null} if it has given none
	 */
	public byte @Nullable [] ticketBack(long self) {
		ProcessKey key = key();
		return (key != null) ? key.ticket(self) : this.token.back();
	}

	void leave() {
		this.gone = true;
	}

	boolean hasLeft() {
		return this.gone;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof Introduced that && oxid() == that.oxid() && this.trusted == that.trusted
				&& this.keyholder == that.keyholder;
	}

	@Override
	public int hashCode() {
		return Long.hashCode(oxid());
	}

	@Override
	public String toString() {
		return "process " + Long.toHexString(oxid());
	}

}
