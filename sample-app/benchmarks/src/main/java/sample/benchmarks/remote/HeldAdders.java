package sample.benchmarks.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.LeakDetector;
import sample.benchmarks.Adder;

/**
 * Objects of our own server that clients hold.
 */
final class HeldAdders implements ClassFactory<Adder> {

	/** Their class. */
	static final CoClass CLASS = CoClass.of(Clsid.of("{8D7E64B0-5D0C-4A39-8D0B-1A6D0C3F0E05}"));

	private static final Activation ACTIVATION = Activation.inProcess(CLASS, Iid.of(Adder.class),
			ClassContext.LOCAL_SERVER);

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	private final Semaphore released = new Semaphore(0);

	private final RemoteInstanceCreator creator;

	HeldAdders(LeakDetector leakDetector) {
		this.creator = new RemoteInstanceCreator(leakDetector);
		this.classTable.register(CLASS, this, ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
		this.classTable.addRefServerProcess();
	}

	@Override
	public Adder createInstance(Class<?> type) {
		return new Adder.Plain();
	}

	@Override
	public void destroyInstance(Adder instance) {
		this.released.release();
	}

	/**
	 * Creates objects for a client.
	 * @param rpc the process
	 * @param count how many
	 * @param client the client
	 * @return the references
	 */
	List<byte[]> create(ObjectRpc rpc, int count, long client) {
		List<byte[]> references = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			CountedObject created = this.creator.create(this.classTable.lookUp(ACTIVATION, ClassContext.LOCAL_SERVER),
					null);
			references.addAll(rpc.marshal(created, List.of(Iid.of(Adder.class)), client));
		}
		return references;
	}

	/**
	 * Waits until so many more were released.
	 */
	void awaitReleased(int count) {
		this.released.acquireUninterruptibly(count);
	}

}
