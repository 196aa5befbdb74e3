package io.github.comspring.core.orpc;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.call.HandedOut;
import io.github.comspring.core.orpc.call.IncomingCall;
import org.jspecify.annotations.Nullable;

/**
 * Marshals what an activation hands to a client: all of it, or nothing.
 *
 * @param rpc the objects of this process
 * @param receiver the client
 */
record ActivationMarshaller(ObjectRpc rpc, long receiver) {

	/**
	 * Marshals one interface.
	 * @param export the object, released if this fails
	 * @param iid the interface
	 * @return the reference
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_CANT_REMOTE}
	 */
	byte[] marshal(Exported export, Iid iid) {
		byte[] reference = marshal(export, List.of(iid)).get(0);
		if (reference == null) {
			throw new IllegalStateException("Neither a reference nor a failure");
		}
		return reference;
	}

	/**
	 * Marshals several interfaces.
	 * @param export the object, released if this fails
	 * @param iids the interfaces, at least one
	 * @return a reference for each, {@code null} where the object does not support it
	 * @throws ComException {@code E_NOINTERFACE} if it supports none,
	 * {@code CO_E_CANT_REMOTE}
	 */
	List<byte @Nullable []> marshal(Exported export, List<Iid> iids) {
		List<ExportedInterface> exported = new ArrayList<>();
		List<byte @Nullable []> references = new ArrayList<>();
		ComException refusal = null;
		try {
			for (Iid iid : iids) {
				try {
					ExportedInterface pointer = export(export, iid);
					exported.add(pointer);
					references.add(pointer.reference(this.rpc, ObjectExporter.REFERENCES).toBytes());
				}
				catch (ComException ex) {
					refusal = requireNoInterface(ex);
					references.add(null);
				}
			}
			if (exported.isEmpty() && refusal != null) {
				throw refusal;
			}
			exported.forEach((each) -> IncomingCall
				.handOut(new HandedOut(each.ipid(), this.receiver, ObjectExporter.REFERENCES)));
			return references;
		}
		catch (RuntimeException | Error ex) {
			undo(export, exported);
			throw ex;
		}
	}

	private ExportedInterface export(Exported export, Iid iid) {
		return this.rpc.exporter().export(export, this.rpc.types().require(export, iid), this.receiver);
	}

	private static ComException requireNoInterface(ComException ex) {
		if (!ex.hresult().equals(HResult.E_NOINTERFACE)) {
			throw ex;
		}
		return ex;
	}

	private void undo(Exported export, List<ExportedInterface> exported) {
		if (exported.isEmpty()) {
			export.released();
		}
		exported.forEach((each) -> this.rpc.exporter().release(each.ipid(), this.receiver, ObjectExporter.REFERENCES));
	}

}
