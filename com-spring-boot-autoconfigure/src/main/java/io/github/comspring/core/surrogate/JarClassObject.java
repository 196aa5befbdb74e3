package io.github.comspring.core.surrogate;

import io.github.comspring.Activation;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.GenericClassObject;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;

/**
 * What a surrogate registers for a class: it loads the jar when a client comes, and
 * answers with the jar's own class object.
 *
 * @param modules loads the jar
 * @param hosted the class
 */
record JarClassObject(InProcessServers modules, HostedClass hosted) implements GenericClassObject {

	@Override
	public ClassObject real(Activation activation) {
		return this.modules.getClassObject(activation.about(this.hosted.coClass()),
				new InprocServer(this.hosted.jar(), this.hosted.threadingModel(), this.hosted.digest()));
	}

}
