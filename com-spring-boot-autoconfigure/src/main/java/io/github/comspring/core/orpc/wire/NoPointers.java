package io.github.comspring.core.orpc.wire;

import io.github.comspring.core.ndr.InterfacePointers;

/**
 * The interface pointers of a message that has no place for any.
 */
public enum NoPointers implements InterfacePointers {

	/** The only one. */
	INSTANCE;

	@Override
	public byte[] marshal(Class<?> type, Object object) {
		throw misplaced();
	}

	@Override
	public Object unmarshal(Class<?> type, byte[] reference) {
		throw misplaced();
	}

	private static IllegalStateException misplaced() {
		return new IllegalStateException("No interface pointer belongs in this message");
	}

}
