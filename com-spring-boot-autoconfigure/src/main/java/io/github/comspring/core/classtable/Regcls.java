package io.github.comspring.core.classtable;

import java.util.StringJoiner;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * How a class object is registered ({@code REGCLS}).
 *
 * @param bits the bits of {@code REGCLS}
 */
public record Regcls(int bits) {

	/** For one client, after which the registration is hidden. */
	public static final Regcls SINGLEUSE = new Regcls(0);

	/** For all clients; a local server serves its own process too. */
	public static final Regcls MULTIPLEUSE = new Regcls(1);

	/** For all clients of the registered contexts alone. */
	public static final Regcls MULTI_SEPARATE = new Regcls(2);

	/** Invisible until the class objects of the process are resumed. */
	public static final Regcls SUSPENDED = new Regcls(4);

	/** The generic class object of a surrogate, for other processes alone. */
	public static final Regcls SURROGATE = new Regcls(8);

	/** Visible to every apartment. */
	public static final Regcls AGILE = new Regcls(0x10);

	private static final int DEFINED = 0x1f;

	/** By the numbers of their bits. */
	private static final String[] NAMES = { "MULTIPLEUSE", "MULTI_SEPARATE", "SUSPENDED", "SURROGATE", "AGILE" };

	/**
	 * Checks the bits.
	 * @throws ComException {@code E_INVALIDARG} for undefined bits, for
	 * {@link #MULTIPLEUSE} with {@link #MULTI_SEPARATE} or with {@link #SURROGATE}
	 */
	public Regcls {
		if ((bits & ~DEFINED) != 0 || (bits & 3) == 3 || (bits & 9) == 9) {
			throw new ComException(HResult.E_INVALIDARG,
					"REGCLS 0x" + Integer.toHexString(bits) + " has undefined or contradictory bits");
		}
	}

	/**
	 * Returns these flags and others.
	 * @param other the others
	 * @return all of them
	 * @throws ComException {@code E_INVALIDARG} if they contradict each other
	 */
	public Regcls or(Regcls other) {
		return new Regcls(this.bits | other.bits);
	}

	/**
	 * Tells whether all bits of a flag are set. Ask {@link #isSingleUse()} for
	 * {@link #SINGLEUSE}, which has no bit of its own.
	 * @param flag the flag
	 * @return whether it is set
	 */
	public boolean has(Regcls flag) {
		return (this.bits & flag.bits) == flag.bits;
	}

	/**
	 * Tells whether a registration serves one client only.
	 * @return whether none of the other uses is set
	 */
	public boolean isSingleUse() {
		return (this.bits & 0xb) == 0;
	}

	/**
	 * Returns the names of the flags.
	 */
	@Override
	public String toString() {
		StringJoiner names = new StringJoiner("|");
		if (isSingleUse()) {
			names.add("SINGLEUSE");
		}
		for (int i = 0; i < NAMES.length; i++) {
			if ((this.bits & 1 << i) != 0) {
				names.add(NAMES[i]);
			}
		}
		return names.toString();
	}

}
