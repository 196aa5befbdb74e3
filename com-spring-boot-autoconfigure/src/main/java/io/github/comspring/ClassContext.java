package io.github.comspring;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

/**
 * Where the code of a class may run ({@code CLSCTX}). Contexts joined by
 * {@link #or(ClassContext)} are alternatives, tried in the order {@link #INPROC_SERVER},
 * {@link #INPROC_HANDLER}, {@link #LOCAL_SERVER}, {@link #REMOTE_SERVER}; the other bits
 * are options of the request.
 *
 * @param bits the bits of {@code CLSCTX}
 */
public record ClassContext(int bits) {

	/** In the client's own process. */
	public static final ClassContext INPROC_SERVER = new ClassContext(0x1);

	/** A handler in the client's process for a class that is served elsewhere. */
	public static final ClassContext INPROC_HANDLER = new ClassContext(0x2);

	/** In another process of this machine. */
	public static final ClassContext LOCAL_SERVER = new ClassContext(0x4);

	/** On another machine. */
	public static final ClassContext REMOTE_SERVER = new ClassContext(0x10);

	/** Do not log the failure of this request. */
	public static final ClassContext NO_FAILURE_LOG = new ClassContext(0x4000);

	/** In this process or another one of this machine, or on another machine. */
	public static final ClassContext SERVER = new ClassContext(0x15);

	/** Everywhere. */
	public static final ClassContext ALL = new ClassContext(0x17);

	private static final int EXECUTION = ALL.bits;

	private static final int ACCEPTED = EXECUTION | 0x8 | 0x20 | 0x400 | 0x1000 | 0x2000 | 0x4000 | 0x8000 | 0x10000
			| 0x20000 | 0x40000 | 0x80000 | 0x100000 | 0x400000 | 0x800000 | 0x2000000 | 0x4000000 | 0x80000000;

	private static final int[] CONTRADICTIONS = { 0x400 | 0x2000, 0x8000 | 0x10000, 0x40000 | 0x80000 };

	private static final Map<ClassContext, String> NAMES = names();

	/**
	 * Returns these contexts and others.
	 * @param other the others
	 * @return all of them
	 */
	public ClassContext or(ClassContext other) {
		return new ClassContext(this.bits | required(other).bits);
	}

	/**
	 * Returns the contexts that are in this set and in another.
	 * @param other the other set
	 * @return the common ones, possibly none
	 */
	public ClassContext and(ClassContext other) {
		return new ClassContext(this.bits & required(other).bits);
	}

	/**
	 * Tells whether this set and another have a context in common.
	 * @param other the other set
	 * @return whether they meet
	 */
	public boolean intersects(ClassContext other) {
		return (this.bits & required(other).bits) != 0;
	}

	private static ClassContext required(@Nullable ClassContext other) {
		return Arguments.required(other, "The other class context");
	}

	/**
	 * Checks that a request can be made with these contexts.
	 * @return this
	 * @throws ComException {@code E_INVALIDARG} if there is no execution context, an
	 * undefined or reserved bit, or options that contradict each other
	 */
	public ClassContext validate() {
		if ((this.bits & EXECUTION) == 0 || (this.bits & ~ACCEPTED) != 0) {
			throw new ComException(HResult.E_INVALIDARG, "Class context " + this + " has "
					+ (((this.bits & EXECUTION) == 0) ? "no execution context" : "undefined bits"));
		}
		for (int both : CONTRADICTIONS) {
			if ((this.bits & both) == both) {
				throw new ComException(HResult.E_INVALIDARG, "Class context " + this + " contradicts itself");
			}
		}
		return this;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ClassContext that && this.bits == that.bits;
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
	@Override
	public int hashCode() {
		return this.bits;
	}

	/**
	 * Returns the names of the contexts, and the other bits in hexadecimal digits.
	 */
	@Override
	public String toString() {
		StringJoiner names = new StringJoiner("|");
		int rest = this.bits;
		for (Map.Entry<ClassContext, String> entry : NAMES.entrySet()) {
			if ((rest & entry.getKey().bits) != 0) {
				names.add(entry.getValue());
				rest &= ~entry.getKey().bits;
			}
		}
		if (rest != 0 || this.bits == 0) {
			names.add("0x" + Integer.toHexString(rest));
		}
		return names.toString();
	}

	private static Map<ClassContext, String> names() {
		Map<ClassContext, String> names = new LinkedHashMap<>();
		names.put(INPROC_SERVER, "INPROC_SERVER");
		names.put(INPROC_HANDLER, "INPROC_HANDLER");
		names.put(LOCAL_SERVER, "LOCAL_SERVER");
		names.put(REMOTE_SERVER, "REMOTE_SERVER");
		names.put(NO_FAILURE_LOG, "NO_FAILURE_LOG");
		return names;
	}

}
