package io.github.comspring.core.orpc;

import java.util.Arrays;
import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComPointer;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.orpc.call.CallTerms;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedObject;
import org.jspecify.annotations.Nullable;

/**
 * A class in the class table of {@link TwoProcesses}' server, and what the service
 * control manager does for its clients.
 */
public final class ServedClass {

	public static final CoClass CO_CLASS = CoClass.of(Clsid.of("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D0C01}"));

	private final TwoProcesses processes;

	/** {@code null} for the usual one, which may not be there yet. */
	private final @Nullable ObjectRpc server;

	private final ClassTable table = new ClassTable(ActivationGuard.NONE);

	public ServedClass(TwoProcesses processes, Object classObject) {
		this(processes, null, classObject);
	}

	/**
	 * Serves the class in another process than the usual one.
	 */
	public ServedClass(TwoProcesses processes, @Nullable ObjectRpc server, Object classObject) {
		this.processes = processes;
		this.server = server;
		this.table.register(CO_CLASS, classObject, ClassContext.LOCAL_SERVER, Regcls.MULTIPLEUSE);
	}

	private ObjectRpc server() {
		return (this.server != null) ? this.server : this.processes.server();
	}

	public ClassTable table() {
		return this.table;
	}

	/**
	 * Returns the class object without a hold.
	 */
	public ClassObject classObject() {
		return this.table.registrations().get(0).classObject();
	}

	public ClassObject hold() {
		Activation activation = Activation.inProcess(CO_CLASS, Iid.UNKNOWN, ClassContext.LOCAL_SERVER);
		return this.table.lookUp(activation, ClassContext.LOCAL_SERVER);
	}

	/**
	 * Creates an instance for a client.
	 */
	public List<byte[]> create(ObjectRpc client, Class<?>... types) {
		CountedObject created = new RemoteInstanceCreator(this.processes.leakDetector()).create(hold(), null);
		return server().marshal(created, Arrays.stream(types).map(Iid::of).toList(), client.oxid());
	}

	public <T> ComPointer<T> activate(ObjectRpc client, Class<T> type) {
		return activate(client, CallTerms.NONE, type);
	}

	public <T> ComPointer<T> activate(ObjectRpc client, CallTerms terms, Class<T> type) {
		return client.unmarshal(CO_CLASS, terms, create(client, type)).adopt(type);
	}

	public <T> ComPointer<T> activate(Class<T> type) {
		return activate(this.processes.client(), type);
	}

	/**
	 * Gets the class object for a client.
	 */
	public <T> ComPointer<T> getClassObject(ObjectRpc client, Class<T> type) {
		return getClassObject(client, CallTerms.NONE, type);
	}

	public <T> ComPointer<T> getClassObject(ObjectRpc client, CallTerms terms, Class<T> type) {
		byte[] reference = server().marshal(hold(), Iid.of(type), client.oxid());
		return client.unmarshal(CO_CLASS, terms, List.of(reference)).adopt(type);
	}

	public <T> ComPointer<T> getClassObject(Class<T> type) {
		return getClassObject(this.processes.client(), type);
	}

}
