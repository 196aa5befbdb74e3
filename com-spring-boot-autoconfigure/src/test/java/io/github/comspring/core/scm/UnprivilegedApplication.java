package io.github.comspring.core.scm;

import java.util.List;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.OrpcSettings;
import io.github.comspring.core.place.OwnUser;
import io.github.comspring.core.place.SocketDirectory;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.scm.program.LaunchSites;

/**
 * An application that wants a server to run as root, and says what comes of it.
 */
final class UnprivilegedApplication {

	private UnprivilegedApplication() {
	}

	public static void main(String[] args) throws Exception {
		try (LeakDetector leakDetector = new LeakDetector(0);
				SocketDirectory sockets = new SocketDirectory();
				ObjectRpc rpc = new ObjectRpc(OrpcSettings.DEFAULT, sockets::endpoint, null, ActivationGuard.NONE,
						List.of(), new RemoteInstanceCreator(leakDetector), leakDetector);
				LaunchSites sites = new LaunchSites(rpc, OwnUser.ofThisProcess())) {
			sites.find("root");
		}
		catch (ComException ex) {
			System.out.println(ex.getMessage());
		}
	}

}
