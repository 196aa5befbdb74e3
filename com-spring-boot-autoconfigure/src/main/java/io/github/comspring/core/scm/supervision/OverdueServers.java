package io.github.comspring.core.scm.supervision;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import io.github.comspring.AppId;
import io.github.comspring.CoClass;
import io.github.comspring.core.launch.LaunchedProcess;
import io.github.comspring.core.registry.ApplicationRegistration;
import io.github.comspring.core.registry.ApplicationTimes;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.table.MachineClassTable;
import org.jspecify.annotations.Nullable;

/**
 * Ends server processes that do not answer in time, where their application has it so. A
 * client does not decide: what counts is how long the application lets calls take by the
 * registry of the service control manager, however little the client was ready to wait.
 * That it has waited so long is believed, since no other user can connect.
 *
 * @param table the class table of the machine
 * @param registry says what the application wants
 */
public record OverdueServers(MachineClassTable table, ComRegistry registry) implements OverdueCalls {

	private static final Logger logger = System.getLogger(OverdueServers.class.getName());

	@Override
	public boolean report(OverdueCall call) {
		CoClass coClass = this.registry.coClass(call.clsid());
		ApplicationTimes times = times(coClass.appId());
		if (!times.isEndedFor(call.taken())) {
			return false;
		}
		LaunchedProcess process = this.table.condemn(call.server(), call.clsid());
		if (process == null) {
			return false;
		}
		logger.log(Level.WARNING,
				"Ending process {0} of {1}: {2} was not answered within {3}, and its application lets calls take {4}",
				Long.toString(process.pid()), coClass, call.operation(), call.taken(), times.call());
		process.destroy();
		return true;
	}

	private ApplicationTimes times(@Nullable AppId appId) {
		ApplicationRegistration application = (appId != null) ? this.registry.application(appId) : null;
		return (application != null) ? application.times() : ApplicationTimes.NONE;
	}

}
