package io.github.comspring.core.scm.protocol;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.Caller;

/**
 * A surrogate that obeys the process that launched it alone: it makes code run.
 *
 * @param surrogate the surrogate
 */
record LaunchersSurrogate(Surrogate surrogate) implements Surrogate {

	@Override
	public void loadDllServer(HostedClass hosted) {
		Caller caller = Caller.current();
		if (caller == null || !caller.trusted()) {
			throw new ComException(HResult.E_ACCESSDENIED,
					"A process that did not launch this surrogate wants it to load "
							+ ((hosted != null) ? hosted.jar() : "nothing"));
		}
		this.surrogate.loadDllServer(hosted);
	}

}
