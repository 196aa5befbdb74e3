package io.github.comspring.core.scm.protocol;

import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import io.github.comspring.Iid;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ResolvedClass;

/**
 * What a client asks the service control manager for.
 *
 * @param target the class after {@code TreatAs}
 * @param classObject whether the client wants the class object instead of an instance
 * @param iids the interfaces that it asks for, at least one
 * @param client the number of the client's process, which the references are for
 * @param origin where the client is
 * @param authenticationLevel how well its identity and messages are protected
 */
public record ScmRequest(ResolvedClass target, boolean classObject, List<Iid> iids, long client, Origin origin,
		AuthenticationLevel authenticationLevel) {

	/**
	 * Copies the list.
	 */
	public ScmRequest {
		iids = List.copyOf(iids);
	}

	/**
	 * Returns what a server is told of this.
	 * @return the order
	 */
	public ServerControl.Order order() {
		return new ServerControl.Order(this.target.coClass().clsid(), this.classObject, this.iids, this.client);
	}

	/**
	 * Returns what has to be allowed.
	 * @param right a right that this request needs
	 * @return the question to a guard
	 */
	public Activation activation(Right right) {
		return new Activation(right, this.target.coClass(), this.iids.get(0), null, ClassContext.LOCAL_SERVER,
				this.origin, this.authenticationLevel);
	}

	/**
	 * Tells whether the registry has a program or a surrogate for the class.
	 * @return whether a process can be started for it
	 */
	public boolean isRegistered() {
		ClassRegistration registration = this.target.registration();
		return registration != null && (registration.localServer() != null || SurrogateClass.of(this.target) != null);
	}

}
