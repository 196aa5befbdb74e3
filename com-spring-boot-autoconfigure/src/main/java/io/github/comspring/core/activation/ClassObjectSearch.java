package io.github.comspring.core.activation;

import java.util.List;
import java.util.Set;

import io.github.comspring.Activation;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.ResolvedClass;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the server of a request: {@code TreatAs} first, then one context after the
 * other, in each the class table before the registry. Code that is registered and cannot
 * be loaded does not end the search, but its fault is what the client hears if nothing
 * else serves.
 */
final class ClassObjectSearch {

	/** Faults of the code, after which another context may still serve. */
	private static final Set<HResult> FAULTS_OF_CODE = Set.of(HResult.CO_E_DLLNOTFOUND, HResult.CO_E_ERRORINDLL,
			HResult.CO_E_APPNOTFOUND, HResult.CO_E_SERVER_STOPPING, HResult.CO_E_SCM_RPC_FAILURE,
			HResult.RPC_E_REMOTE_DISABLED, HResult.CLASS_E_CLASSNOTAVAILABLE, HResult.REGDB_E_BADTHREADINGMODEL);

	private static final ClassContext INPROC = ClassContext.INPROC_SERVER.or(ClassContext.INPROC_HANDLER);

	private final ComRegistry registry;

	private final OwnClasses own;

	private final List<ClassObjectSource> sources;

	/**
	 * Creates a search.
	 * @param registry resolves classes
	 * @param own what is not looked for elsewhere
	 * @param sources where to look, in the order of the contexts
	 */
	ClassObjectSearch(ComRegistry registry, OwnClasses own, List<ClassObjectSource> sources) {
		this.registry = registry;
		this.own = own;
		this.sources = List.copyOf(sources);
	}

	/**
	 * Finds a class.
	 * @param request the class and where it may run
	 * @param demand what the client wants of it
	 * @return what the first source has that has code for the class
	 * @throws ComException {@code REGDB_E_CLASSNOTREG} if no context has code for the
	 * class, the first fault if one has code that does not work, {@code E_INVALIDARG} for
	 * impossible contexts, or as {@link OwnClasses#requireServed} throws
	 */
	Found find(ActivationRequest request, Demand demand) {
		ResolvedClass target = this.registry.resolve(request.clsid());
		RequestedContexts requested = RequestedContexts.of(request, target, LocalMachine::current);
		boolean aggregated = request.outer() != null;
		ComException fault = null;
		for (ClassObjectSource source : this.sources) {
			if (isAllowed(source.context(), requested.contexts(), aggregated)) {
				this.own.requireServed(target.coClass().clsid(), source.context());
				// The guard is asked about the context in hand, not about all that would
				// do
				Activation activation = Activation.inProcess(target.coClass(), demand.iid(), source.context());
				try {
					Found found = source.find(demand, activation, target, requested.machine());
					if (found != null) {
						return found;
					}
				}
				catch (ComException ex) {
					fault = firstFault(fault, ex);
				}
			}
		}
		throw (fault != null) ? fault : notFound(target, requested.contexts(), aggregated);
	}

	/**
	 * An object can be a part of another one in the same process alone.
	 */
	private static boolean isAllowed(ClassContext context, ClassContext requested, boolean aggregated) {
		return requested.intersects(context) && (!aggregated || context.intersects(INPROC));
	}

	private static ComException firstFault(@Nullable ComException first, ComException next) {
		if (!FAULTS_OF_CODE.contains(next.hresult())) {
			throw next;
		}
		if (first == null) {
			return next;
		}
		first.addSuppressed(next);
		return first;
	}

	private ComException notFound(ResolvedClass target, ClassContext contexts, boolean aggregated) {
		if (target.registration() == null) {
			return this.registry.notRegistered(target.coClass());
		}
		if (aggregated) {
			return new ComException(HResult.CLASS_E_NOAGGREGATION, "Class " + target.coClass()
					+ " does not run in this process and cannot be a part of an object here");
		}
		return new ComException(HResult.REGDB_E_CLASSNOTREG,
				"Class " + target.coClass() + " is registered, but not for " + contexts);
	}

}
