package io.github.comspring.core.reference;

import io.github.comspring.LicensedClassFactory;

/**
 * A client's view of a licensed class factory.
 *
 * @param <T> the type of the instances
 */
final class LockedLicensedClassFactory<T> extends LockedClassFactory<T> implements LicensedClassFactory<T> {

	private final LicensedClassFactory<T> delegate;

	LockedLicensedClassFactory(LicensedClassFactory<T> delegate, ClassObject classObject) {
		super(delegate, classObject);
		this.delegate = delegate;
	}

	@Override
	public LicenseInfo licenseInfo() {
		return this.delegate.licenseInfo();
	}

	@Override
	public String requestLicenseKey() {
		return this.delegate.requestLicenseKey();
	}

	@Override
	public T createInstance(Class<?> type, String key) {
		return created(() -> this.delegate.createInstance(type, key));
	}

	@Override
	public T createAggregate(Object outer, String key) {
		return created(() -> this.delegate.createAggregate(outer, key));
	}

}
