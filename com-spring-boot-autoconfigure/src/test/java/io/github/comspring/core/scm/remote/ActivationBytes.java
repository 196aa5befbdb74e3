package io.github.comspring.core.scm.remote;

import java.util.List;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.InterfacePointers;

import static org.mockito.Mockito.mock;

/**
 * What a client sends that asks for an object.
 */
public final class ActivationBytes {

	private static final int UNIX = 0x20;

	private ActivationBytes() {
	}

	/**
	 * Returns the activation properties of a request for one interface.
	 */
	public static byte[] of(Clsid clsid, Iid iid) {
		return new ActivationIn(clsid, ClassContext.LOCAL_SERVER, List.of(iid)).toBytes(UNIX,
				mock(InterfacePointers.class));
	}

}
