package io.github.comspring;

/**
 * A class factory whose class is licensed: {@code IClassFactory2}. A licensed machine may
 * create instances, and may issue run-time keys with which others create them.
 *
 * @param <T> the type of the instances
 */
@ComInterface("{B196B28F-BAB4-101A-B69C-00AA00341D07}")
public interface LicensedClassFactory<T> extends ClassFactory<T> {

	/**
	 * Tells what the licence allows, and never fails because there is none
	 * ({@code GetLicInfo}).
	 * @return the licence of this machine
	 */
	LicenseInfo licenseInfo();

	/**
	 * Issues a run-time key ({@code RequestLicKey}).
	 * @return a key that any machine accepts for this class
	 * @throws ComException {@code CLASS_E_NOTLICENSED} without a machine licence,
	 * {@code E_NOTIMPL} if the class has no run-time keys
	 */
	String requestLicenseKey();

	/**
	 * Creates an instance with a run-time key, whatever the machine's licence
	 * ({@code CreateInstanceLic}).
	 * @param type the interface that the client asked for
	 * @param key the run-time key
	 * @return a new instance
	 * @throws ComException {@code CLASS_E_NOTLICENSED} if the key is not good for this
	 * class, before anything is constructed; {@code E_POINTER} without a key
	 * @throws Exception as {@link #createInstance(Class)}
	 */
	T createInstance(Class<?> type, String key) throws Exception;

	/**
	 * Creates a part of an outer object with a run-time key.
	 * @param outer the outer object
	 * @param key the run-time key
	 * @return the inner object
	 * @throws ComException {@code CLASS_E_NOAGGREGATION} unless overridden
	 * @throws Exception as {@link #createInstance(Class)}
	 */
	default T createAggregate(Object outer, String key) throws Exception {
		if (key == null) {
			throw new ComException(HResult.E_POINTER, "The run-time key is null");
		}
		// Not this factory's own aggregation, which has nothing to do with the key
		return ClassFactory.super.createAggregate(outer);
	}

	/**
	 * What a licence allows: {@code LICINFO}.
	 *
	 * @param runtimeKeyAvailable whether this machine issues run-time keys
	 * @param licenseVerified whether this machine has a licence
	 */
	record LicenseInfo(boolean runtimeKeyAvailable, boolean licenseVerified) {
	}

}
