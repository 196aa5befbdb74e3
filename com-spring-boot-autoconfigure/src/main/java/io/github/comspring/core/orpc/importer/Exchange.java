package io.github.comspring.core.orpc.importer;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.orpc.call.HandedOut;
import io.github.comspring.core.orpc.exporter.ExportedInterface;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.stream.ByteSink;
import io.github.comspring.core.orpc.stream.ByteSource;
import io.github.comspring.core.orpc.stream.LocalByteSink;
import io.github.comspring.core.orpc.stream.LocalByteSource;
import io.github.comspring.core.orpc.stream.RemoteInputStream;
import io.github.comspring.core.orpc.stream.RemoteOutputStream;
import io.github.comspring.core.orpc.wire.ObjRef;
import org.jspecify.annotations.Nullable;

/**
 * The interface pointers of one call: those that this process hands to the other one
 * belong to it alone. Used by one thread.
 */
public abstract class Exchange implements InterfacePointers {

	private final Exchanges exchanges;

	private final long other;

	private boolean keeping;

	/**
	 * Creates an exchange.
	 * @param exchanges what it works with
	 * @param other the process at the other end
	 */
	protected Exchange(Exchanges exchanges, long other) {
		this.exchanges = exchanges;
		this.other = other;
	}

	/**
	 * Returns what this works with.
	 * @return the objects of this process and of others
	 */
	protected final Exchanges exchanges() {
		return this.exchanges;
	}

	/**
	 * Returns the process at the other end.
	 * @return its number
	 */
	protected final long other() {
		return this.other;
	}

	@Override
	public final void keep(boolean kept) {
		this.keeping = kept;
	}

	/**
	 * Tells whether arguments may be kept after the call.
	 * @return whether those that come next may
	 */
	protected final boolean isKeeping() {
		return this.keeping;
	}

	@Override
	public final byte[] marshal(Class<?> type, Object object) {
		RemoteInterface remote = RemoteInterface.behind(object);
		if (remote != null) {
			forward(object);
			return this.exchanges.importer().reference(remote.object(), type).toBytes();
		}
		if (object instanceof RemoteInputStream stream && stream.isUntouched()) {
			return marshal(ByteSource.class, stream.source());
		}
		if (object instanceof RemoteOutputStream stream) {
			return marshal(ByteSink.class, stream.sink());
		}
		if (object instanceof InputStream stream) {
			return handOut(ByteSource.class,
					new LocalByteSource(stream, this.exchanges.streamPiece(), this.exchanges.exporter()::disconnect));
		}
		if (object instanceof OutputStream stream) {
			return handOut(ByteSink.class, new LocalByteSink(stream, this.exchanges.exporter()::disconnect));
		}
		return handOut(type, object);
	}

	private byte[] handOut(Class<?> type, Object object) {
		ExportedInterface pointer = this.exchanges.exporter().exportPlain(object, type, this.other);
		handOut(new HandedOut(pointer.ipid(), this.other, ObjectExporter.REFERENCES));
		return this.exchanges.exporter().reference(pointer, ObjectExporter.REFERENCES).toBytes();
	}

	@Override
	public final Object unmarshal(Class<?> type, byte[] reference) {
		ObjRef objRef = given(ObjRef.parse(reference));
		if (type == InputStream.class) {
			return stream((ByteSource) receive(ByteSource.class, objRef));
		}
		if (type == OutputStream.class) {
			return stream((ByteSink) receive(ByteSink.class, objRef));
		}
		return receive(type, objRef);
	}

	/**
	 * Nobody but its own process gives references to an object away.
	 */
	private ObjRef given(ObjRef reference) {
		return (reference.target().oxid() == this.other) ? reference : reference.withoutReferences();
	}

	private InputStream stream(ByteSource source) {
		if (source instanceof LocalByteSource own) {
			return own.stream();
		}
		ObjectProxy proxy = ObjectProxy.behind(source);
		return new RemoteInputStream(source, (proxy != null) ? proxy::invoke : null, this.exchanges.streamPiece());
	}

	private OutputStream stream(ByteSink sink) {
		if (sink instanceof LocalByteSink own) {
			return own.stream();
		}
		RemoteOutputStream stream = new RemoteOutputStream(sink, this.exchanges.streamPiece());
		opened(stream);
		return stream;
	}

	/**
	 * Takes notice of references that a process is handed.
	 * @param references the references
	 */
	protected abstract void handOut(HandedOut references);

	/**
	 * Takes notice of a proxy that is passed on: its object must live until the other
	 * process counts on it.
	 * @param proxy the proxy
	 */
	protected abstract void forward(Object proxy);

	/**
	 * Makes a reference that the other process has passed what this one works with.
	 * @param type the interface
	 * @param reference the reference
	 * @return an instance of the interface
	 */
	protected abstract Object receive(Class<?> type, ObjRef reference);

	/**
	 * Takes notice of a stream of the other process that this one may write to.
	 * @param stream the stream
	 */
	protected void opened(RemoteOutputStream stream) {
	}

	/**
	 * Adds to a list that is made with its first element: most calls pass no pointers.
	 * @param <T> the type of the elements
	 * @param present the list so far, empty if it is not made yet
	 * @param added the element
	 * @return the list with it
	 */
	protected static <T> List<T> with(List<T> present, T added) {
		List<T> list = present.isEmpty() ? new ArrayList<>(1) : present;
		list.add(added);
		return list;
	}

	/**
	 * Takes references back.
	 * @param references the references
	 */
	protected final void takeBack(Iterable<HandedOut> references) {
		for (HandedOut each : references) {
			this.exchanges.exporter().release(each.ipid(), each.client(), each.count());
		}
	}

}
