package io.github.comspring.core.scm.protocol;

import io.github.comspring.Guid;

/**
 * The numbers of the interface pointers that processes find each other by before they
 * have got any: all in one list, so that no two are the same.
 */
final class WellKnownObjects {

	static final Guid SERVER_CONTROL = ipid(0x11);

	static final Guid SERVER_REGISTRY = ipid(0x12);

	static final Guid SURROGATE = ipid(0x13);

	static final Guid OVERDUE_CALLS = ipid(0x14);

	static final Guid SERVER_ENDS = ipid(0x15);

	static final Guid MACHINE_RESOLVER = ipid(0x16);

	private WellKnownObjects() {
	}

	private static Guid ipid(int number) {
		return Guid.parse("{5D0C2E7A-61B4-4E39-8C1D-2F9A7B3E4C" + Integer.toHexString(number) + "}");
	}

}
