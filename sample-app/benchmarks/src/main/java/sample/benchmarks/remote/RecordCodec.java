package sample.benchmarks.remote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * Encodes {@link TenFields} by hand: fixed-length fields as they are, text as UTF-8 after
 * its length. It knows the record, carries no tags and checks nothing, so it is faster
 * than protobuf and a floor for every general codec.
 */
final class RecordCodec {

	/** Room for an encoded record, in bytes. */
	static final int ROOM = 512;

	private static final TenFields.Status[] STATUSES = TenFields.Status.values();

	private RecordCodec() {
	}

	/**
	 * Writes the record at the position of the buffer.
	 * @param fields the record
	 * @param out the buffer, with {@link #ROOM} bytes remaining
	 */
	static void write(TenFields fields, ByteBuffer out) {
		out.putInt(fields.number()).putLong(fields.account()).putDouble(fields.balance());
		out.put((byte) (fields.open() ? 1 : 0)).put((byte) fields.status().ordinal());
		write(fields.name(), out);
		write(fields.street(), out);
		write(fields.city(), out);
		out.putLong(fields.id().getMostSignificantBits()).putLong(fields.id().getLeastSignificantBits());
		out.putLong(fields.created().getEpochSecond()).putInt(fields.created().getNano());
	}

	/**
	 * Reads a record at the position of the buffer.
	 * @param in the buffer
	 * @return the record
	 */
	static TenFields read(ByteBuffer in) {
		return new TenFields(in.getInt(), in.getLong(), in.getDouble(), in.get() != 0, STATUSES[in.get()], text(in),
				text(in), text(in), new UUID(in.getLong(), in.getLong()),
				Instant.ofEpochSecond(in.getLong(), in.getInt()));
	}

	private static void write(String text, ByteBuffer out) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		out.putInt(bytes.length).put(bytes);
	}

	private static String text(ByteBuffer in) {
		byte[] bytes = new byte[in.getInt()];
		in.get(bytes);
		return new String(bytes, StandardCharsets.UTF_8);
	}

}
