package io.github.comspring.core.activation;

import java.util.List;
import java.util.Objects;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import org.jspecify.annotations.Nullable;

/**
 * Classes in other processes of this machine, which the service control manager knows and
 * starts.
 *
 * @param scm the service control manager
 * @param rpc the objects of this process
 */
record LocalServerSource(Scm scm, ObjectRpc rpc) implements ClassObjectSource {

	@Override
	public ClassContext context() {
		return ClassContext.LOCAL_SERVER;
	}

	@Override
	public @Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine) {
		ScmRequest request = new ScmRequest(target, demand.classObject(), demand.iids(), this.rpc.oxid(),
				activation.origin(), activation.authenticationLevel());
		try {
			return found(target, this.scm.activate(request));
		}
		catch (ComException ex) {
			if (ex.hresult().equals(HResult.REGDB_E_CLASSNOTREG)) {
				return null;
			}
			throw ex;
		}
	}

	private Found found(ResolvedClass target, Activated activated) {
		List<byte[]> references = activated.references().stream().filter(Objects::nonNull).toList();
		return new Found.Elsewhere(this.rpc.unmarshal(target.coClass(), terms(target), references));
	}

	private CallTerms terms(ResolvedClass target) {
		return new CallTerms(target.times().call(), new ScmWatch(this.scm, target.coClass().clsid()));
	}

}
