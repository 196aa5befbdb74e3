package io.github.comspring.core.scm.remote;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.pdu.WireGuid;
import org.jspecify.annotations.Nullable;

/**
 * Activation properties as they are marshalled (MS-DCOM section 2.2.22): an object
 * reference in custom form around a list of structures, each with a class id that says
 * what it is.
 */
final class ActivationBlob {

	/** {@code IID_IActivationPropertiesIn} and its class. */
	static final Kind IN = new Kind("000001A2", "00000338");

	/** {@code IID_IActivationPropertiesOut} and its class. */
	static final Kind OUT = new Kind("000001A3", "00000339");

	private static final int SIGNATURE = 0x574F454D;

	private static final int CUSTOM = 4;

	private static final int OTHER_MACHINE = 2;

	private static final long SERIALIZED = 0xCCCCCCCC_00081001L;

	private static final int PREFIX = 16;

	private final Map<Guid, byte[]> properties = new LinkedHashMap<>();

	/**
	 * Which activation properties these are.
	 *
	 * @param iid the interface that is marshalled
	 * @param clsid what unmarshals it
	 */
	record Kind(Guid iid, Guid clsid) {

		private Kind(String iid, String clsid) {
			this(guid(iid), guid(clsid));
		}

	}

	/**
	 * Completes one of the well-known GUIDs of COM.
	 * @param head its first eight digits
	 * @return the GUID
	 */
	static Guid guid(String head) {
		return Guid.parse("{" + head + "-0000-0000-C000-000000000046}");
	}

	/**
	 * Adds a property.
	 * @param id what it is
	 * @param body its structure in NDR
	 */
	void put(Guid id, ByteBuffer body) {
		int padded = (body.remaining() + 7) & ~7;
		ByteBuffer out = buffer(PREFIX + padded);
		putPrefix(out, padded);
		out.put(body);
		this.properties.put(id, out.array());
	}

	/**
	 * Finds a property.
	 * @param id what it is
	 * @return its structure in NDR, backed by an array, or {@code null} if it is not
	 * there
	 */
	@Nullable ByteBuffer find(Guid id) {
		byte[] found = this.properties.get(id);
		return (found != null && found.length >= PREFIX) ? ByteBuffer.wrap(found, PREFIX, found.length - PREFIX) : null;
	}

	/**
	 * Returns the object reference.
	 * @param kind which properties these are
	 * @return the bytes
	 */
	byte[] toBytes(Kind kind) {
		byte[] header = header();
		int size = header.length + this.properties.values().stream().mapToInt((each) -> each.length).sum();
		ByteBuffer out = buffer(8 + 16 + 16 + 8 + 8 + size);
		out.putInt(SIGNATURE).putInt(CUSTOM);
		WireGuid.put(out, kind.iid());
		WireGuid.put(out, kind.clsid());
		out.putInt(0).putInt(8 + size);
		out.putInt(size).putInt(0);
		out.put(header);
		this.properties.values().forEach(out::put);
		return out.array();
	}

	private byte[] header() {
		int count = this.properties.size();
		int length = PREFIX + 48 + 4 + 16 * count + 4 + 4 * count;
		int padded = (length + 7) & ~7;
		ByteBuffer out = buffer(padded);
		putPrefix(out, padded - PREFIX);
		int total = padded + this.properties.values().stream().mapToInt((each) -> each.length).sum();
		out.putInt(total).putInt(padded).putInt(0).putInt(OTHER_MACHINE).putInt(count);
		out.putLong(0).putLong(0);
		out.putInt(0x20000).putInt(0x20004).putInt(0);
		out.putInt(count);
		this.properties.keySet().forEach((id) -> WireGuid.put(out, id));
		out.putInt(count);
		this.properties.values().forEach((each) -> out.putInt(each.length));
		return out.array();
	}

	/**
	 * Reads an object reference.
	 * @param bytes the bytes
	 * @param kind which properties they should be
	 * @return the properties
	 * @throws ComException {@code RPC_E_INVALID_OBJREF} if they are none
	 */
	static ActivationBlob parse(byte[] bytes, Kind kind) {
		try {
			return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), kind);
		}
		catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException ex) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF, "Activation properties are malformed", ex);
		}
	}

	private static ActivationBlob read(ByteBuffer in, Kind kind) {
		if (in.getInt() != SIGNATURE || in.getInt() != CUSTOM || !WireGuid.get(in).equals(kind.iid())) {
			throw new IllegalArgumentException("No activation properties");
		}
		in.position(in.position() + 16 + 8 + 8);
		int start = in.position();
		in.position(start + PREFIX + 4);
		int headerSize = in.getInt();
		in.position(in.position() + 8);
		int count = in.getInt();
		if (count < 0 || count > in.remaining() / 20) {
			throw new IllegalArgumentException("Too many properties");
		}
		in.position(in.position() + 16 + 12 + 4);
		Guid[] ids = new Guid[count];
		for (int i = 0; i < count; i++) {
			ids[i] = WireGuid.get(in);
		}
		in.getInt();
		ActivationBlob blob = new ActivationBlob();
		if (headerSize < 0 || headerSize > in.limit() - start) {
			throw new IllegalArgumentException("The properties are not behind the header");
		}
		int at = start + headerSize;
		for (Guid id : ids) {
			byte[] property = new byte[Math.min(Math.max(0, in.getInt()), in.limit() - at)];
			in.get(at, property);
			at += property.length;
			blob.properties.put(id, property);
		}
		return blob;
	}

	/**
	 * Writes what is in front of each structure: type serialization version 1.
	 */
	private static void putPrefix(ByteBuffer out, int length) {
		out.putLong(SERIALIZED).putInt(length).putInt(0);
	}

	private static ByteBuffer buffer(int length) {
		return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
	}

}
