package io.github.comspring.place.served;

import io.github.comspring.ComClass;

import org.springframework.context.annotation.Configuration;

/**
 * Serves the class whose process ends with its last client.
 */
@Configuration(proxyBeanMethods = false)
public class PassingBeans {

	@ComClass(clsid = Node.PASSING_CLSID, progId = Node.PASSING_PROG_ID)
	NodeObject passing() {
		return new NodeObject();
	}

}
