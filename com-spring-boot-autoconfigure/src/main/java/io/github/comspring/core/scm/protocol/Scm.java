package io.github.comspring.core.scm.protocol;

import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager as clients see it, in their own process or in another one.
 * Safe from any thread.
 */
public interface Scm {

	/** None: classes can only be had in this process. */
	Scm ABSENT = (request) -> {
		CoClass coClass = request.target().coClass();
		throw request.isRegistered()
				? new ComException(HResult.CO_E_SCM_RPC_FAILURE,
						"Class " + coClass + " runs in another process, and there is no service control manager")
				: new ComException(HResult.REGDB_E_CLASSNOTREG, "No process is registered for " + coClass);
	};

	/**
	 * Activates a class in a server process, which is started if it does not run.
	 * @param request what the client asks for
	 * @return what the client gets
	 * @throws ComException {@code REGDB_E_CLASSNOTREG} if no server runs and none is
	 * registered, {@code E_ACCESSDENIED}, {@code CO_E_APPNOTFOUND},
	 * {@code CO_E_CREATEPROCESS_FAILURE}, {@code RPC_S_OUT_OF_RESOURCES} and
	 * {@code E_OUTOFMEMORY} for what this process lacks, {@code CO_E_APPDIDNTREG} if the
	 * process ended before it registered the class, {@code CO_E_SERVER_EXEC_FAILURE} if
	 * it did not register in time, {@code CO_E_CLASS_DISABLED} if its servers have failed
	 * too often, {@code CO_E_SERVER_STOPPING}, {@code CO_E_OBJSRV_RPC_FAILURE}, or what
	 * the class object threw
	 */
	Activated activate(ScmRequest request);

	/**
	 * Takes notice of a call that a server has not answered in time. Never throws.
	 * @param call the call
	 * @return whether the server process was ended for it, because its application wants
	 * that and lets calls take no longer
	 */
	default boolean overdue(OverdueCall call) {
		return false;
	}

	/**
	 * Starts what an application keeps ready for its first client, in the background.
	 * Does nothing if this is the service control manager of another process. Never
	 * throws.
	 * @param appId the application
	 */
	default void prepare(AppId appId) {
	}

	/**
	 * Lists the server processes that register here, for an operator.
	 * @return a snapshot, empty if this is the service control manager of another process
	 */
	default List<ServerDescription> servers() {
		return List.of();
	}

	/**
	 * Tells how the servers fare that were ever wanted, one entry for each application
	 * and for each class without one, for an operator.
	 * @return a snapshot, empty if this is the service control manager of another process
	 */
	default List<RestartState> restarts() {
		return List.of();
	}

	/**
	 * Forgets that servers have failed, so that they can be started again at once.
	 * @param name the CLSID or ProgID of a class that they serve, or the AppID
	 * @return what has become of them, empty if none was ever wanted, or if this is the
	 * service control manager of another process
	 * @throws ComException {@code CO_E_CLASSSTRING} if the name is none of these
	 */
	default List<RestartState> unlock(String name) {
		return List.of();
	}

	/**
	 * Names a server process for people. Never throws.
	 * @param server the number of the process
	 * @return such as {@code process 4711}, or {@code null} if it is not known
	 */
	default @Nullable String name(long server) {
		return null;
	}

	/**
	 * Says how a server process has ended that a call was lost with. Waits a moment for
	 * its end. Never throws.
	 * @param server the number of the process
	 * @return a sentence without its full stop, or {@code null} if it is not known or the
	 * process lives
	 */
	default @Nullable String end(long server) {
		return null;
	}

}
