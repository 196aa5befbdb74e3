package io.github.comspring;

/**
 * An in-process server: the entry points of a jar that is loaded on demand (COM's DLL).
 * The jar's manifest names the class with {@code Com-Module}, and the interfaces it
 * shares with its clients with {@code Com-Interfaces}; a class with a public constructor
 * without arguments. Entry points may be entered by several threads at once, unless the
 * module has no threading model.
 */
public interface ComModule {

	/**
	 * Returns the class object of a class ({@code DllGetClassObject}).
	 * @param clsid the class, after {@code TreatAs}
	 * @return the class object, for most classes a {@link ClassFactory}
	 * @throws ComException {@code CLASS_E_CLASSNOTAVAILABLE} if the jar does not
	 * implement the class
	 * @throws Exception for any other failure, which the client gets as the cause of a
	 * {@link ComException} with {@code E_UNEXPECTED}
	 */
	Object getClassObject(Clsid clsid) throws Exception;

	/**
	 * Tells whether the jar may be unloaded ({@code DllCanUnloadNow}). Asked only while
	 * no instance, class object or lock of it is held by a client; a module that has
	 * threads or other ties says {@code false} until they are gone.
	 * @return whether it may be unloaded; {@code false} unless overridden
	 */
	default boolean canUnloadNow() {
		return false;
	}

	/**
	 * Writes the entries of the jar's classes ({@code DllRegisterServer}). Called only if
	 * the manifest has {@code OLESelfRegister}.
	 * @param registrar takes the entries
	 * @throws ComException {@code SELFREG_E_CLASS} if they could not be written
	 * @throws Exception for any other failure, which is reported as this one
	 */
	default void registerServer(ServerRegistrar registrar) throws Exception {
		Arguments.required(registrar, "The registrar");
	}

	/**
	 * Removes the entries of the jar's classes ({@code DllUnregisterServer}). The
	 * registrar removes what it is told, where it still stands as it was written, so that
	 * repeating the registration is all there is to do.
	 * @param registrar removes the entries
	 * @throws Exception as {@link #registerServer(ServerRegistrar)}
	 */
	default void unregisterServer(ServerRegistrar registrar) throws Exception {
		registerServer(registrar);
	}

}
