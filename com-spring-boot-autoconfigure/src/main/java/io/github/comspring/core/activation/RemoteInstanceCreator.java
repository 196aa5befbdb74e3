package io.github.comspring.core.activation;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.stub.InstanceCreator;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;
import org.jspecify.annotations.Nullable;

/**
 * Creates instances for clients in other processes, who hear of a failing class factory
 * what they hear of any failing method (row CF-07).
 *
 * @param leakDetector watches the pointers
 */
public record RemoteInstanceCreator(LeakDetector leakDetector) implements InstanceCreator {

	@Override
	public CountedObject create(ClassObject classObject, @Nullable String licenseKey) {
		try {
			return new InstanceCreation(Object.class, null, licenseKey).with(classObject, this.leakDetector);
		}
		catch (ComException ex) {
			boolean unexpected = ex.hresult().equals(HResult.E_UNEXPECTED) && ex.getCause() != null;
			throw unexpected ? new ComException(HResult.RPC_E_SERVERFAULT, ex.detail(), ex.getCause()) : ex;
		}
	}

}
