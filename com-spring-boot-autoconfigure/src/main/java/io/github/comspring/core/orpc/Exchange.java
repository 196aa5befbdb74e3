package io.github.comspring.core.orpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.Guid;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.reference.CountedObject;
import org.jspecify.annotations.Nullable;

/**
 * The interface pointers of one call: those that this process hands to the other one
 * belong to it alone. Used by one thread.
 */
final class Exchange implements InterfacePointers {

	private final ObjectRpc rpc;

	private final long other;

	private final @Nullable RemoteObject callee;

	/** Without the objects, which may be gone before the exchange is. */
	private final List<HandedOut> handedOut = new ArrayList<>(0);

	/** Objects of third processes, which must live until the other one counts on them. */
	private final List<Object> forwarded = new ArrayList<>(0);

	/** Streams of the other process that this one was given to write to. */
	private List<RemoteOutputStream> writable = List.of();

	/**
	 * Creates an exchange.
	 * @param rpc the objects of this process
	 * @param other the process at the other end
	 */
	Exchange(ObjectRpc rpc, long other) {
		this(rpc, other, null);
	}

	/**
	 * Creates the exchange of a call to an object.
	 * @param rpc the objects of this process
	 * @param callee the object
	 */
	Exchange(ObjectRpc rpc, RemoteObject callee) {
		this(rpc, callee.process().oxid(), callee);
	}

	private Exchange(ObjectRpc rpc, long other, @Nullable RemoteObject callee) {
		this.rpc = rpc;
		this.other = other;
		this.callee = callee;
	}

	@Override
	public byte[] marshal(Class<?> type, Object object) {
		RemoteInterface remote = RemoteInterface.behind(object);
		if (remote != null) {
			this.forwarded.add(object);
			return remote.object().reference(type).toBytes();
		}
		if (object instanceof RemoteInputStream stream && stream.isUntouched()) {
			return marshal(ByteSource.class, stream.source());
		}
		if (object instanceof RemoteOutputStream stream) {
			return marshal(ByteSink.class, stream.sink());
		}
		if (object instanceof InputStream stream) {
			return marshal(this.rpc.exporter().plain(new LocalByteSource(stream, this.rpc.settings().streamPiece())),
					ByteSource.class);
		}
		if (object instanceof OutputStream stream) {
			return marshal(this.rpc.exporter().plain(new LocalByteSink(stream)), ByteSink.class);
		}
		return marshal(this.rpc.exporter().plain(object), type);
	}

	private byte[] marshal(Exported object, Class<?> type) {
		ExportedInterface pointer = this.rpc.exporter().export(object, type, this.other);
		handOut(pointer, this.other, ObjectExporter.REFERENCES);
		return pointer.reference(this.rpc, ObjectExporter.REFERENCES).toBytes();
	}

	/**
	 * Writes a pointer to an instance that was created for the other process.
	 * @param out where to
	 * @param created the instance, whose creator's reference becomes the other process's,
	 * or is given back if this fails
	 * @param iid the interface that it asked for
	 * @throws io.github.comspring.ComException {@code E_NOINTERFACE},
	 * {@code CO_E_CANT_REMOTE}
	 */
	void writeCreated(NdrWriter out, CountedObject created, Iid iid) {
		byte[] reference = new ActivationMarshaller(this.rpc, this.other).marshal(new ExportedCounted(created), iid);
		out.writeReferent(true);
		out.writeInt(reference.length);
		out.writeInt(reference.length);
		out.writeBytes(reference, 0, reference.length);
		out.align(4);
	}

	@Override
	public Object unmarshal(Class<?> type, byte[] reference) {
		ObjRef objRef = ObjRef.parse(reference);
		if (type == InputStream.class) {
			return stream((ByteSource) receive(ByteSource.class, objRef));
		}
		if (type == OutputStream.class) {
			return stream((ByteSink) receive(ByteSink.class, objRef));
		}
		return receive(type, objRef);
	}

	private Object receive(Class<?> type, ObjRef reference) {
		return this.rpc.importer().unmarshal(type, reference, this.callee);
	}

	private InputStream stream(ByteSource source) {
		return (source instanceof LocalByteSource own) ? own.stream()
				: new RemoteInputStream(source, this.rpc.settings().streamPiece());
	}

	private OutputStream stream(ByteSink sink) {
		if (sink instanceof LocalByteSink own) {
			return own.stream();
		}
		RemoteOutputStream stream = new RemoteOutputStream(sink, this.rpc.settings().streamPiece());
		this.writable = Stream.concat(this.writable.stream(), Stream.of(stream)).toList();
		return stream;
	}

	/**
	 * Sends what was written to streams of the other process and is still here.
	 * @throws IOException if one of them cannot be written to, after all were tried
	 */
	void flush() throws IOException {
		IOException failure = null;
		for (int i = 0; i < this.writable.size(); i++) {
			try {
				this.writable.get(i).flushWritten();
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		if (failure != null) {
			throw failure;
		}
	}

	/**
	 * Notes references that the other process is handed, for itself or for a third one.
	 * @param pointer the interface pointer
	 * @param client who has the references from now on
	 * @param count how many
	 */
	void handOut(ExportedInterface pointer, long client, int count) {
		this.handedOut.add(new HandedOut(pointer.ipid(), client, count));
	}

	/**
	 * Tells whether anything was handed to the other process: what is to be taken back if
	 * it does not get it, and objects of third processes.
	 * @return whether the exchange must be kept
	 */
	boolean isPending() {
		return !this.handedOut.isEmpty() || !this.forwarded.isEmpty();
	}

	/**
	 * Takes back what was handed to the other process, which never got it.
	 */
	void cancel() {
		List<HandedOut> lost = List.copyOf(this.handedOut);
		this.handedOut.clear();
		lost.forEach((each) -> this.rpc.exporter().release(each.ipid, each.client, each.count));
	}

	/**
	 * References that were handed out.
	 *
	 * @param ipid the interface pointer
	 * @param client who has them
	 * @param count how many
	 */
	private record HandedOut(Guid ipid, long client, int count) {
	}

}
