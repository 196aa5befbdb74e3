package io.github.comspring.place.served;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Serves the classes as beans.
 */
@Configuration(proxyBeanMethods = false)
public class ServedBeans {

	@ComClass(clsid = Values.CLSID, progId = Values.PROG_ID)
	ValuesObject values() {
		return new ValuesObject();
	}

	@ComClass(clsid = Failing.CLSID, progId = Failing.PROG_ID)
	FailingObject failing() {
		return new FailingObject();
	}

	@ComClass(clsid = Calling.CLSID, progId = Calling.PROG_ID)
	CallingObject calling() {
		return new CallingObject();
	}

	@ComClass(clsid = Streams.CLSID, progId = Streams.PROG_ID)
	StreamsObject streams() {
		return new StreamsObject();
	}

	@ComClass(clsid = Node.CLSID, progId = Node.PROG_ID)
	NodeObject node() {
		return new NodeObject();
	}

	@ComClass(clsid = Waiting.CLSID, progId = Waiting.PROG_ID)
	WaitingObject waiting() {
		return new WaitingObject();
	}

	@ComClass(clsid = Waiting.APARTMENT_CLSID, progId = Waiting.APARTMENT_PROG_ID)
	WaitingObject waitingApart() {
		return new WaitingObject();
	}

	@ComClass(clsid = Visited.FREE_CLSID, progId = Visited.FREE_PROG_ID)
	VisitedObject free() {
		return new VisitedObject();
	}

	@ComClass(clsid = Visited.APARTMENT_CLSID, progId = Visited.APARTMENT_PROG_ID)
	VisitedObject apartment() {
		return new VisitedObject();
	}

	@ComClass(clsid = Visited.MIXED_CLSID, progId = Visited.MIXED_PROG_ID)
	VisitedObject mixed() {
		return new VisitedObject();
	}

	@ComClass(clsid = Surroundings.CLSID, progId = Surroundings.PROG_ID)
	SurroundingsObject surroundings() {
		return new SurroundingsObject();
	}

	@ComClass(clsid = Factories.REFUSING_CLSID, progId = Factories.REFUSING_PROG_ID)
	NodeObject refusing() {
		throw new ComException(HResult.E_NOTIMPL, "No node today");
	}

	@ComClass(clsid = Factories.FAILING_CLSID, progId = Factories.FAILING_PROG_ID)
	NodeObject broken() {
		throw new IllegalStateException("Node is broken");
	}

	@Bean
	@ComClass(clsid = Factories.EMPTY_CLSID, progId = Factories.EMPTY_PROG_ID)
	ClassFactory<Node> empty() {
		return Factories.empty();
	}

	@Bean
	@ComClass(clsid = Factories.OWN_CLSID, progId = Factories.OWN_PROG_ID)
	ClassFactory<NodeObject> own() {
		return Factories.own();
	}

}
