package io.github.comspring.lifecycle;

import io.github.comspring.Activation;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;

/**
 * A class of a server, and its clients.
 */
final class ServedGreeter {

	private static final Activation BY_CLIENT = Activation.inProcess(Greeter.CO_CLASS, Iid.of(Greeter.class),
			ClassContext.LOCAL_SERVER);

	private final ClassTable classTable;

	ServedGreeter(ClassTable classTable) {
		this.classTable = classTable;
		classTable.register(Greeter.CO_CLASS, (ClassFactory<Greeter>) (type) -> new GreeterObject(),
				ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
	}

	/**
	 * A client comes.
	 */
	Client client() {
		ClassObject classObject = this.classTable.lookUp(BY_CLIENT, ClassContext.LOCAL_SERVER);
		LeakDetector leakDetector = new LeakDetector(0);
		CountedObject instance = new RemoteInstanceCreator(leakDetector).create(classObject, null);
		return () -> {
			instance.release();
			leakDetector.close();
		};
	}

	/**
	 * Tells whether clients can come.
	 */
	boolean isServed() {
		return this.classTable.registrations().stream().anyMatch((each) -> each.state() == ClassTable.State.RUNNING);
	}

	/**
	 * A client with an instance.
	 */
	interface Client {

		/** The client goes. */
		void release();

	}

}
