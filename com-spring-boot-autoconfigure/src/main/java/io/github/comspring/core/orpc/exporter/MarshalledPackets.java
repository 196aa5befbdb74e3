package io.github.comspring.core.orpc.exporter;

import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import org.jspecify.annotations.Nullable;

/**
 * References that were marshalled for nobody in particular ({@code CoMarshalInterface}).
 * Each has a number of its own, which whoever unmarshals it exchanges for a pointer to
 * the object; until then those that keep the object are clients of it themselves. Safe
 * from any thread.
 *
 * @see Marshalling
 */
public final class MarshalledPackets {

	private final ObjectExporter exporter;

	private final Predicate<Object> proxy;

	private final ConcurrentMap<Guid, Packet> packets = new ConcurrentHashMap<>();

	/** Below 0, where no client is. */
	private final AtomicLong lastHolder = new AtomicLong();

	/**
	 * Creates packets, of which there are none.
	 * @param exporter the objects of this process
	 * @param proxy tells of an object whether it is a proxy for one of another process
	 */
	MarshalledPackets(ObjectExporter exporter, Predicate<Object> proxy) {
		this.exporter = exporter;
		this.proxy = proxy;
	}

	/**
	 * Marshals an interface of an object.
	 * @param object the object
	 * @param type the interface
	 * @param kind how often it can be unmarshalled
	 * @return a pointer with the number of the packet, which cannot be called
	 * @throws ComException {@code E_NOINTERFACE}, {@code CO_E_CANT_REMOTE}
	 */
	public ExportedInterface add(Object object, Class<?> type, Marshalling kind) {
		if (this.proxy.test(object)) {
			throw new ComException(HResult.CO_E_CANT_REMOTE, object + " is to be marshalled where its object is");
		}
		Guid number = Guid.random();
		long holder = this.lastHolder.decrementAndGet();
		// Found out in any case whether it can be marshalled
		ExportedInterface pointer = this.exporter.export(this.exporter.plain(object), type, holder, 1);
		boolean weak = kind == Marshalling.TABLE_WEAK;
		this.packets.put(number, new Packet(kind, type, holder, weak ? null : pointer, new WeakReference<>(object),
				pointer.object().coClass()));
		if (weak) {
			this.exporter.release(pointer.ipid(), holder, 1);
		}
		return new ExportedInterface(pointer.object(), number, pointer.iid(), pointer.stub());
	}

	/**
	 * Finds what a packet leads to. A packet that can be unmarshalled once is used up
	 * with this.
	 * @param number its number
	 * @param iid the interface that was marshalled
	 * @param client who unmarshals it
	 * @param references how many references it asks for
	 * @return the pointer with those references, {@code null} if there is no such packet,
	 * or no more
	 * @throws ComException {@code CO_E_OBJNOTREG} if the packet does not keep its object
	 * and that is gone, {@code CO_E_OBJNOTCONNECTED} if it was disconnected
	 */
	@Nullable ExportedInterface unmarshal(Guid number, Iid iid, long client, int references) {
		Packet packet = this.packets.get(number);
		if (packet == null || !iid.equals(Iid.of(packet.type))) {
			return null;
		}
		if (packet.pointer == null) {
			return this.exporter.exportAgain(packet.requireObject(), packet.coClass, packet.type, client, references);
		}
		if (packet.kind == Marshalling.NORMAL && !this.packets.remove(number, packet)) {
			return null;
		}
		try {
			this.exporter.addReferences(packet.pointer, client, references);
		}
		finally {
			if (packet.kind == Marshalling.NORMAL) {
				packet.release(this.exporter);
			}
		}
		return packet.pointer;
	}

	/**
	 * Releases a packet that will not be unmarshalled any more, if there is one.
	 * @param number its number
	 */
	public void release(Guid number) {
		Packet packet = this.packets.remove(number);
		if (packet != null) {
			packet.release(this.exporter);
		}
	}

	/**
	 * One packet.
	 *
	 * @param kind how often it can be unmarshalled
	 * @param type the interface
	 * @param holder the client that it is to the object
	 * @param pointer the pointer that it keeps, or {@code null} if it keeps none
	 * @param object the object
	 * @param coClass the class of the object, or {@code null} if it was not activated
	 */
	private record Packet(Marshalling kind, Class<?> type, long holder, @Nullable ExportedInterface pointer,
			WeakReference<Object> object, @Nullable CoClass coClass) {

		Object requireObject() {
			Object present = this.object.get();
			if (present == null) {
				throw new ComException(HResult.CO_E_OBJNOTREG,
						"The object of a weak reference to interface " + Iid.of(this.type) + " is gone");
			}
			return present;
		}

		void release(ObjectExporter exporter) {
			if (this.pointer != null) {
				exporter.release(this.pointer.ipid(), this.holder, 1);
			}
		}

	}

}
