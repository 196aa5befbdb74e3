package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * Turns class ids into interface pointers, wherever the class runs. Safe from any thread.
 * What is {@code null} is refused before anything else with {@code E_INVALIDARG}, the
 * interface of an object to be created and the key that opens it with {@code E_POINTER}.
 */
public interface Activator {

	/**
	 * Finds the class that a text names: a CLSID in braces, or a ProgID
	 * ({@code CLSIDFromString}).
	 * @param name the text, or {@code null} for the null CLSID
	 * @return the class id
	 * @throws ComException {@code CO_E_CLASSSTRING} if it is neither
	 */
	Clsid clsid(@Nullable String name);

	/**
	 * Obtains the class object of a class ({@code CoGetClassObject}).
	 * @param <T> the interface, {@link ClassFactory} for most classes
	 * @param request the class and where it may run
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 * @throws ComException with the code of the first real fault, such as
	 * {@code REGDB_E_CLASSNOTREG}, {@code E_ACCESSDENIED}, {@code E_NOINTERFACE}
	 */
	<T> ComPointer<T> getClassObject(ActivationRequest request, Class<T> type);

	/**
	 * Creates an object ({@code CoCreateInstance}).
	 * @param <T> the interface
	 * @param request the class and where it may run
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 * @throws ComException with the code of the first real fault, such as
	 * {@code REGDB_E_CLASSNOTREG}, {@code E_ACCESSDENIED}, {@code E_NOINTERFACE}
	 */
	<T> ComPointer<T> createInstance(ActivationRequest request, Class<T> type);

	/**
	 * Creates one object and asks it for several interfaces ({@code CoCreateInstanceEx}).
	 * @param request the class and where it may run
	 * @param types the interfaces, at least one
	 * @return the pointers, to be closed by the caller, at least one of them obtained
	 * @throws ComException {@code E_INVALIDARG} without interfaces, {@code E_NOINTERFACE}
	 * if the object has none of them, or as
	 * {@link #createInstance(ActivationRequest, Class)}
	 */
	MultiQi createInstances(ActivationRequest request, Class<?>... types);

	/**
	 * Creates an object with a class object that the client holds
	 * ({@code IClassFactory::CreateInstance}).
	 * @param <T> the interface
	 * @param classObject a pointer to the class object, which stays open
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 * @throws ComException {@code E_NOINTERFACE} if the class object is no
	 * {@link ClassFactory}, or the object has no such interface
	 */
	<T> ComPointer<T> createInstance(ComPointer<?> classObject, Class<T> type);

	/**
	 * Creates an object of a licensed class with a run-time key
	 * ({@code IClassFactory2::CreateInstanceLic}).
	 * @param <T> the interface
	 * @param classObject a pointer to the class object, which stays open
	 * @param licenseKey the run-time key
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 * @throws ComException {@code E_NOINTERFACE} if the class object is no
	 * {@link LicensedClassFactory}, {@code CLASS_E_NOTLICENSED} if the key is not good
	 */
	<T> ComPointer<T> createInstance(ComPointer<?> classObject, String licenseKey, Class<T> type);

	/**
	 * Obtains the class object of a class wherever its registration says that it runs.
	 * @param <T> the interface, {@link ClassFactory} for most classes
	 * @param clsid the class
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 */
	default <T> ComPointer<T> getClassObject(Clsid clsid, Class<T> type) {
		return getClassObject(ActivationRequest.of(clsid), type);
	}

	/**
	 * Creates an object wherever its class's registration says that it runs.
	 * @param <T> the interface
	 * @param clsid the class
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 */
	default <T> ComPointer<T> createInstance(Clsid clsid, Class<T> type) {
		return createInstance(ActivationRequest.of(clsid), type);
	}

	/**
	 * Creates an object of a class that is named by its ProgID or CLSID.
	 * @param <T> the interface
	 * @param name a ProgID, or a CLSID in braces
	 * @param type the interface
	 * @return a pointer to be closed by the caller
	 * @throws ComException {@code CO_E_CLASSSTRING} for an unknown name
	 */
	default <T> ComPointer<T> createInstance(String name, Class<T> type) {
		return createInstance(clsid(Arguments.required(name, "The name of the class")), type);
	}

}
