package io.github.comspring.core.ndr.codec;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * A slot with a unique pointer, which may be null.
 *
 * @param <T> the Java type of what it points to
 * @param pointee encodes what it points to
 */
public record PointerSlot<T>(NdrCodec<T> pointee) implements NdrSlot {

	/** Stands for a value that is not null and not read yet. */
	private static final Object PRESENT = new Object();

	@Override
	public int size() {
		return Integer.BYTES;
	}

	@Override
	public void writeFlat(NdrWriter out, @Nullable Object value) {
		out.writeReferent(value != null);
	}

	@Override
	public @Nullable Object readFlat(NdrReader in) {
		return in.readReferent() ? PRESENT : null;
	}

	@Override
	public void write(NdrWriter out, @Nullable Object value) {
		writeFlat(out, value);
		writeDeferred(out, value);
	}

	@Override
	public @Nullable Object read(NdrReader in) {
		return readDeferred(in, readFlat(in));
	}

	/**
	 * Writes what the pointer points to, nothing for {@code null}.
	 * @param out where to
	 * @param value the value
	 */
	@SuppressWarnings("unchecked")
	public void writeDeferred(NdrWriter out, @Nullable Object value) {
		if (value != null) {
			out.enter();
			this.pointee.write(out, (T) value);
			out.leave();
		}
	}

	/**
	 * Reads what the pointer points to.
	 * @param in where from
	 * @param flat what {@link #readFlat} returned
	 * @return the value
	 */
	public @Nullable Object readDeferred(NdrReader in, @Nullable Object flat) {
		if (flat == null) {
			return null;
		}
		in.enter();
		@Nullable T value = this.pointee.read(in);
		in.leave();
		return value;
	}

	@Override
	public void describe(TypeText text) {
		text.append("*");
		this.pointee.describe(text);
	}

}
