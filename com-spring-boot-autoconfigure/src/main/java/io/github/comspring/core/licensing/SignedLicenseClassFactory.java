package io.github.comspring.core.licensing;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;

/**
 * A licensed class factory whose licence is a file that the vendor signed. Each call is
 * decided when it is made, before anything is constructed; existing objects are not
 * affected by what becomes of the licence. Safe from any thread.
 *
 * @param <T> the type of the instances
 */
public final class SignedLicenseClassFactory<T> implements LicensedClassFactory<T> {

	private final CoClass coClass;

	private final VendorLicenses licenses;

	private final LicensedFactory<T> factory;

	/**
	 * Creates a class factory.
	 * @param coClass the class
	 * @param licenses what the vendor allows
	 * @param factory makes the objects that are allowed
	 */
	public SignedLicenseClassFactory(CoClass coClass, VendorLicenses licenses, LicensedFactory<T> factory) {
		this.coClass = coClass;
		this.licenses = licenses;
		this.factory = factory;
	}

	@Override
	public T createInstance(Class<?> type) throws Exception {
		return this.factory.create(type, this.licenses.machineLicense(this.coClass).features());
	}

	@Override
	public T createInstance(Class<?> type, String key) throws Exception {
		return this.factory.create(type, check(key).features());
	}

	@Override
	public T createAggregate(Object outer) throws Exception {
		return this.factory.createAggregate(outer, this.licenses.machineLicense(this.coClass).features());
	}

	@Override
	public T createAggregate(Object outer, String key) throws Exception {
		return this.factory.createAggregate(outer, check(key).features());
	}

	@Override
	public void destroyInstance(T instance) throws Exception {
		this.factory.destroy(instance);
	}

	@Override
	public LicenseInfo licenseInfo() {
		try {
			MachineLicense license = this.licenses.machineLicense(this.coClass);
			return new LicenseInfo(this.licenses.issuableKey(license, this.coClass).isPresent(), true);
		}
		catch (ComException ex) {
			return new LicenseInfo(false, false);
		}
	}

	/**
	 * Hands out the run-time key that the vendor signed into the machine's licence.
	 */
	@Override
	public String requestLicenseKey() {
		MachineLicense license = this.licenses.machineLicense(this.coClass);
		return this.licenses.issuableKey(license, this.coClass)
			.orElseThrow(() -> new ComException(HResult.E_NOTIMPL,
					"The machine licence has no run-time key for " + this.coClass));
	}

	private RuntimeKey check(String key) {
		if (key == null) {
			throw new ComException(HResult.E_POINTER, "No run-time key was given for " + this.coClass);
		}
		return this.licenses.runtimeKey(this.coClass, key);
	}

}
