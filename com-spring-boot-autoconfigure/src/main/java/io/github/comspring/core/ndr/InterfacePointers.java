package io.github.comspring.core.ndr;

/**
 * Turns objects into marshalled interface pointers and back ({@code CoMarshalInterface},
 * {@code CoUnmarshalInterface}). Streams are passed as interface pointers too.
 */
public interface InterfacePointers {

	/**
	 * Says whether the interface pointers of the arguments that come next may be used
	 * after the call. They may not unless this is called.
	 * @param kept whether they may
	 * @see io.github.comspring.Kept
	 */
	default void keep(boolean kept) {
	}

	/**
	 * Marshals an object.
	 * @param type the interface: a
	 * {@link io.github.comspring.ComInterface @ComInterface}, {@link java.io.InputStream}
	 * or {@link java.io.OutputStream}
	 * @param object the object
	 * @return the object reference (OBJREF)
	 * @throws io.github.comspring.ComException {@code E_NOINTERFACE} if the object has
	 * not the interface
	 */
	byte[] marshal(Class<?> type, Object object);

	/**
	 * Unmarshals an object reference.
	 * @param type the interface, as for {@link #marshal(Class, Object)}
	 * @param reference the object reference
	 * @return the object, an instance of {@code type}
	 * @throws io.github.comspring.ComException {@code RPC_E_INVALID_OBJREF} if it is none
	 */
	Object unmarshal(Class<?> type, byte[] reference);

}
