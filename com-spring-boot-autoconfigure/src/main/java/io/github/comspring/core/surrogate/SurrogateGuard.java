package io.github.comspring.core.surrogate;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.place.OwnUser;

/**
 * Who may do what in a surrogate. It has no policy of its own: the service control
 * manager that launched it has asked for the right to launch and to activate, and so is
 * the only one that may activate. Processes of the same operating-system user and of root
 * may call, where the kernel tells the user.
 *
 * @param user the user that this process runs as
 */
record SurrogateGuard(OwnUser user) implements ActivationGuard {

	static SurrogateGuard ofThisProcess() {
		return new SurrogateGuard(OwnUser.ofThisProcess());
	}

	@Override
	public void check(Activation activation) {
		Caller caller = Caller.current();
		boolean allowed = caller != null && caller.peer().origin() == Origin.LOCAL
				&& (caller.trusted() || (activation.right() == Right.ACCESS && this.user.isGovernedBy(caller.peer())));
		if (!allowed) {
			throw new ComException(HResult.E_ACCESSDENIED,
					activation.right() + " of " + activation.coClass() + " in a surrogate is refused to "
							+ ((caller != null) ? caller.peer() : "code of the surrogate itself") + ": "
							+ ((activation.right() == Right.ACCESS) ? "the user must be " + this.user.name()
									: "only the service control manager that launched it may"));
		}
	}

}
