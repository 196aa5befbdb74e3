package io.github.comspring.core.scm.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.github.comspring.Activation;
import io.github.comspring.Activation.Right;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.exporter.ObjectReferences;
import io.github.comspring.core.orpc.stub.InstanceCreator;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedObject;
import io.github.comspring.core.reference.GenericClassObject;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.ServerControl;
import org.jspecify.annotations.Nullable;

/**
 * This process as a server of its classes for clients in others.
 */
public final class LocalServerProcess implements ServerControl {

	private final ClassTable classTable;

	private final ObjectRpc rpc;

	private final InstanceCreator creator;

	/**
	 * Creates a server.
	 * @param classTable the classes of this process
	 * @param rpc the objects of this process
	 * @param creator creates instances
	 */
	public LocalServerProcess(ClassTable classTable, ObjectRpc rpc, InstanceCreator creator) {
		this.classTable = classTable;
		this.rpc = rpc;
		this.creator = creator;
	}

	@Override
	public @Nullable Activated activate(Order order) {
		ClassObject found = find(activation(order));
		if (found == null) {
			return null;
		}
		if (order.classObject()) {
			return new Activated(List.of(this.rpc.marshal(found, order.iids().get(0), order.client())),
					this.rpc.remUnknown());
		}
		CountedObject created = create(found);
		return new Activated(this.rpc.marshal(created, order.iids(), order.client()), this.rpc.remUnknown());
	}

	private CountedObject create(ClassObject classObject) {
		try {
			CountedObject created = this.creator.create(classObject, null);
			this.rpc.counts().succeeded();
			return created;
		}
		catch (Throwable ex) {
			this.rpc.counts().failed(ex);
			throw ex;
		}
	}

	@Override
	public void undelivered(long client, List<byte @Nullable []> references) {
		references.stream().filter(Objects::nonNull).forEach((each) -> this.rpc.takeBack(each, client));
	}

	private @Nullable ClassObject find(Activation activation) {
		ClassObject found = lookUp(activation);
		return (found != null && found.target() instanceof GenericClassObject generic)
				? real(found, generic, activation) : found;
	}

	/**
	 * Finds what a class object stands for. It is held for both, or not at all.
	 */
	private static ClassObject real(ClassObject found, GenericClassObject generic, Activation activation) {
		try {
			return found.leadingTo(generic.real(activation));
		}
		catch (Throwable ex) {
			found.server().release();
			throw ex;
		}
	}

	private @Nullable ClassObject lookUp(Activation activation) {
		try {
			return this.classTable.lookUp(activation, ClassContext.LOCAL_SERVER);
		}
		catch (ComException ex) {
			if (ex.hresult().equals(HResult.CO_E_SERVER_STOPPING)) {
				return null;
			}
			throw ex;
		}
	}

	private static Activation activation(Order order) {
		Caller caller = Caller.current();
		if (caller == null) {
			throw new ComException(HResult.RPC_E_CALL_COMPLETE, "A class is activated by a call from outside");
		}
		return new Activation(Right.ACTIVATE, CoClass.of(order.clsid()), order.iids().get(0), null,
				ClassContext.LOCAL_SERVER, caller.peer().origin(), caller.authenticationLevel());
	}

	@Override
	public void linked() {
		// Its launcher is its host, for as long as it lives
	}

	@Override
	public void clientGone(long client) {
		this.rpc.processGone(client);
	}

	@Override
	public void retire() {
		this.classTable.retire();
	}

	@Override
	public ServerState state() {
		Map<Clsid, Integer> references = new HashMap<>();
		for (ObjectReferences each : this.rpc.references()) {
			CoClass coClass = each.coClass();
			if (coClass != null) {
				references.merge(coClass.clsid(), each.references(), Integer::sum);
			}
		}
		List<ClassState> classes = this.classTable.registrations()
			.stream()
			.map(ClassTable.Registration::classObject)
			.map((each) -> describe(each, references))
			.toList();
		return new ServerState(classes, this.rpc.counts().calls(), this.rpc.counts().errorsInARow());
	}

	private static ClassState describe(ClassObject classObject, Map<Clsid, Integer> references) {
		CoClass coClass = classObject.coClass();
		return new ClassState(coClass.clsid(), coClass.toString(), classObject.instances(), classObject.locks(),
				references.getOrDefault(coClass.clsid(), 0));
	}

}
