package io.github.comspring.core.ndr;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * Marshals an object as three bytes, which are the same for the same object.
 */
public final class TestPointers implements InterfacePointers {

	private static final List<Object> OBJECTS = new CopyOnWriteArrayList<>();

	@Override
	public byte[] marshal(Class<?> type, Object object) {
		if (!type.isInstance(object)) {
			throw new ComException(HResult.E_NOINTERFACE, object + " is no " + type);
		}
		if (!OBJECTS.contains(object)) {
			OBJECTS.add(object);
		}
		return new byte[] { 'M', 'P', (byte) OBJECTS.indexOf(object) };
	}

	@Override
	public Object unmarshal(Class<?> type, byte[] reference) {
		if (reference.length == 3 && reference[0] == 'M' && reference[1] == 'P' && reference[2] >= 0
				&& reference[2] < OBJECTS.size()) {
			Object object = OBJECTS.get(reference[2]);
			if (type.isInstance(object)) {
				return object;
			}
		}
		throw new ComException(HResult.RPC_E_INVALID_OBJREF, "There is no such object");
	}

}
