package io.github.comspring.place.served;

import io.github.comspring.ComClass;

import org.springframework.context.annotation.Configuration;

/**
 * Serves the classes whose calls have a deadline.
 */
@Configuration(proxyBeanMethods = false)
public class HurriedBeans {

	@ComClass(clsid = Waiting.HURRIED_CLSID, progId = Waiting.HURRIED_PROG_ID)
	WaitingObject hurried() {
		return new WaitingObject();
	}

	@ComClass(clsid = Visited.REENTERED_CLSID, progId = Visited.REENTERED_PROG_ID)
	VisitedObject reentered() {
		return new VisitedObject();
	}

}
