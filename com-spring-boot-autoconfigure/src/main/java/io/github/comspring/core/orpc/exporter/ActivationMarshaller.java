package io.github.comspring.core.orpc.exporter;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.call.HandedOut;
import io.github.comspring.core.orpc.call.IncomingCall;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.reference.CountedClassObject;
import io.github.comspring.core.reference.CountedObject;
import org.jspecify.annotations.Nullable;

/**
 * Marshals what an activation hands to a client: all of it, or nothing.
 *
 * @param exporter the objects of this process
 * @param receiver the client
 */
public record ActivationMarshaller(ObjectExporter exporter, long receiver) {

	/**
	 * Marshals several interfaces of an instance.
	 * @param instance the instance, whose creator's reference becomes the client's, or is
	 * given back if this fails
	 * @param iids the interfaces, at least one
	 * @return a reference for each, {@code null} where the instance does not support it
	 * @throws ComException {@code E_NOINTERFACE} if it supports none,
	 * {@code CO_E_CANT_REMOTE}
	 */
	public List<byte @Nullable []> marshal(CountedObject instance, List<Iid> iids) {
		return marshal(new ExportedCounted(instance), iids);
	}

	/**
	 * Marshals one interface of an instance.
	 * @param instance the instance, as for {@link #marshal(CountedObject, List)}
	 * @param iid the interface
	 * @return the reference
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_CANT_REMOTE}
	 */
	public byte[] marshal(CountedObject instance, Iid iid) {
		return marshal(new ExportedCounted(instance), iid);
	}

	/**
	 * Marshals a class object.
	 * @param classObject the class object
	 * @param counted the class object with the reference that becomes the clients', or is
	 * given back if this fails
	 * @param iid the interface
	 * @return the reference
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_CANT_REMOTE}
	 */
	public byte[] marshal(ClassObject classObject, CountedClassObject counted, Iid iid) {
		return marshal(new ExportedClassObject(classObject, counted), iid);
	}

	private byte[] marshal(Exported export, Iid iid) {
		byte[] reference = marshal(export, List.of(iid)).get(0);
		if (reference == null) {
			throw new IllegalStateException("Neither a reference nor a failure");
		}
		return reference;
	}

	private List<byte @Nullable []> marshal(Exported export, List<Iid> iids) {
		List<ExportedInterface> exported = new ArrayList<>();
		List<byte @Nullable []> references = new ArrayList<>();
		ComException refusal = null;
		try {
			for (Iid iid : iids) {
				try {
					ExportedInterface pointer = this.exporter.export(export, iid, this.receiver);
					exported.add(pointer);
					references.add(this.exporter.reference(pointer, ObjectExporter.REFERENCES).toBytes());
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
		exported.forEach((each) -> this.exporter.release(each.ipid(), this.receiver, ObjectExporter.REFERENCES));
	}

}
