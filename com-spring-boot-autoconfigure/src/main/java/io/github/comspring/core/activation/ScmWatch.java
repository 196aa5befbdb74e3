package io.github.comspring.core.activation;

import java.time.Duration;

import io.github.comspring.Clsid;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.Scm;
import org.jspecify.annotations.Nullable;

/**
 * Has the service control manager watch the servers of a class.
 *
 * @param scm the service control manager
 * @param clsid the class
 */
record ScmWatch(Scm scm, Clsid clsid) implements CallTerms.ServerWatch {

	@Override
	public boolean overdue(long process, String operation, Duration taken) {
		return this.scm.overdue(new OverdueCall(process, this.clsid, operation, taken));
	}

	@Override
	public @Nullable String name(long process) {
		return this.scm.name(process);
	}

	@Override
	public @Nullable String end(long process) {
		return this.scm.end(process);
	}

}
