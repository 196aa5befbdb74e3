package io.github.comspring.core.activation;

import java.util.List;
import java.util.Objects;
import java.util.Set;

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

	/** What is said of a process that nobody introduces, or nobody that can be asked. */
	private static final Set<HResult> UNREACHED = Set.of(HResult.OR_INVALID_OXID, HResult.RPC_S_SERVER_UNAVAILABLE,
			HResult.RPC_S_CALL_FAILED);

	@Override
	public ClassContext context() {
		return ClassContext.LOCAL_SERVER;
	}

	@Override
	public @Nullable Found find(Demand demand, Activation activation, ResolvedClass target, @Nullable String machine) {
		ScmRequest request = new ScmRequest(target, demand.classObject(), demand.iids(), this.rpc.oxid(),
				activation.origin(), activation.authenticationLevel());
		try {
			return found(request);
		}
		catch (ComException ex) {
			if (!ex.hresult().equals(HResult.REGDB_E_CLASSNOTREG)) {
				throw ex;
			}
			if (request.isRegistered()) {
				throw registeredHereAlone(target, ex);
			}
			return null;
		}
	}

	private static ComException registeredHereAlone(ResolvedClass target, ComException ex) {
		return new ComException(HResult.REGDB_E_CLASSNOTREG, "Class " + target.coClass()
				+ " is registered for another process by this application, and not by the host or application that "
				+ "starts such processes for it, by its own registry: declare the class there", ex);
	}

	/**
	 * Where nothing was created that would be there twice, tries once more if the process
	 * of what was activated cannot be reached.
	 */
	private Found found(ScmRequest request) {
		for (int attempts = request.classObject() ? 2 : 1; true; attempts--) {
			Activated activated = this.scm.activate(request);
			try {
				return found(request.target(), activated);
			}
			catch (ComException ex) {
				if (!UNREACHED.contains(ex.hresult()) || attempts == 1) {
					throw explain(request, ex);
				}
			}
		}
	}

	/**
	 * The server is not at fault, and may have carried the activation out.
	 */
	private static ComException explain(ScmRequest request, ComException ex) {
		return UNREACHED.contains(ex.hresult()) ? new ComException(HResult.RPC_S_CALL_FAILED,
				"Class " + request.target().coClass() + " was activated, and what it gave was lost before this process "
						+ "could reach its server: the server has ended, or the service control manager that was to "
						+ "introduce it. Activate it once more if one object too many does no harm",
				ex) : ex;
	}

	private Found found(ResolvedClass target, Activated activated) {
		List<byte[]> references = activated.references().stream().filter(Objects::nonNull).toList();
		return new Found.Elsewhere(this.rpc.unmarshal(target.coClass(), terms(target), references));
	}

	private CallTerms terms(ResolvedClass target) {
		return new CallTerms(target.times().call(), new ScmWatch(this.scm, target.coClass().clsid()));
	}

}
