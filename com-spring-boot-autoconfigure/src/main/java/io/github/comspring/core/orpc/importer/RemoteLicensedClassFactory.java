package io.github.comspring.core.orpc.importer;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.orpc.stub.ClassFactoryStub;
import io.github.comspring.core.orpc.wire.Texts;

/**
 * A licensed class factory of another process. Safe from any thread.
 */
final class RemoteLicensedClassFactory extends RemoteClassFactory implements LicensedClassFactory<Object> {

	RemoteLicensedClassFactory(OutgoingCalls calls, Exchanges exchanges, RemoteInterface remote) {
		super(calls, exchanges, remote);
	}

	@Override
	public LicenseInfo licenseInfo() {
		NdrReader in = call(ClassFactoryStub.GET_LICENSE_INFO, (out) -> {
		});
		return new LicenseInfo(in.readInt() != 0, in.readInt() != 0);
	}

	@Override
	public String requestLicenseKey() {
		String key = Texts.read(call(ClassFactoryStub.REQUEST_LICENSE_KEY, (out) -> {
		}));
		if (key == null) {
			throw new ComException(HResult.E_UNEXPECTED, "The class factory of " + remote() + " issued no key");
		}
		return key;
	}

	@Override
	public Object createInstance(Class<?> type, String key) {
		if (key == null) {
			throw new ComException(HResult.E_POINTER, "No run-time key was given for " + remote());
		}
		return createWith(type, key);
	}

}
