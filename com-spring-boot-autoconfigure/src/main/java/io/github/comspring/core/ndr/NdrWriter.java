package io.github.comspring.core.ndr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;

/**
 * Writes NDR: each primitive at a multiple of its size, from the beginning of the stub
 * data. Used by one thread at a time.
 */
public final class NdrWriter {

	/**
	 * How deep pointers may lead to structures with pointers. The reader has the same
	 * limit, which keeps what it is sent from overflowing its stack.
	 */
	public static final int MAX_DEPTH = 128;

	private static final int INITIAL_CAPACITY = 256;

	/** What costs more to copy than to keep apart. */
	private static final int LARGE = 8 * 1024;

	private static final int FIRST_REFERENT = 0x20000;

	private static final VarHandle SHORT = view(short[].class);

	private static final VarHandle INT = view(int[].class);

	private static final VarHandle LONG = view(long[].class);

	private final InterfacePointers pointers;

	private final MessageLimit limit;

	/** What comes before {@link #bytes}: what is complete, and large data of others. */
	private final List<ByteBuffer> segments = new ArrayList<>(0);

	/** Never longer than the limit leaves room for. */
	private byte[] bytes;

	/** How many bytes the segments have. */
	private int base;

	/** How many bytes were written after the segments. */
	private int position;

	private int referent = FIRST_REFERENT;

	private int depth;

	/**
	 * Creates a writer of any number of bytes.
	 * @param pointers marshals interface pointers
	 */
	public NdrWriter(InterfacePointers pointers) {
		this(pointers, MessageLimit.NONE);
	}

	/**
	 * Creates a writer. All its methods that write throw what the limit has for them.
	 * @param pointers marshals interface pointers
	 * @param limit how many bytes may be written
	 */
	public NdrWriter(InterfacePointers pointers, MessageLimit limit) {
		this.pointers = pointers;
		this.limit = limit;
		this.bytes = new byte[Math.min(INITIAL_CAPACITY, limit.bytes())];
	}

	/**
	 * Returns what marshals interface pointers.
	 * @return the interface pointers
	 */
	public InterfacePointers pointers() {
		return this.pointers;
	}

	/**
	 * Writes bytes without alignment. Many of them are not copied, and must not change
	 * until the message was sent.
	 * @param data the bytes from position to limit, whose position is left alone
	 */
	public void writeBytes(ByteBuffer data) {
		if (data.remaining() < LARGE) {
			reserve(data.remaining(), 1).put(data.duplicate());
			return;
		}
		requireRoom(data.remaining());
		endSegment();
		this.segments.add(data.duplicate());
		this.base += data.remaining();
		this.bytes = new byte[Math.min(INITIAL_CAPACITY, this.limit.bytes() - this.base)];
	}

	/**
	 * What was written so far stays where it is.
	 */
	private void endSegment() {
		this.segments.add(ByteBuffer.wrap(this.bytes, 0, this.position));
		this.base += this.position;
		this.position = 0;
	}

	/**
	 * Pads with zeros to a multiple of a size.
	 * @param size 1, 2, 4 or 8
	 */
	public void align(int size) {
		claim(padding(size));
	}

	public void writeByte(int value) {
		int at = claim(1);
		this.bytes[at] = (byte) value;
	}

	public void writeShort(int value) {
		int at = claimAligned(Short.BYTES);
		SHORT.set(this.bytes, at, (short) value);
	}

	public void writeInt(int value) {
		int at = claimAligned(Integer.BYTES);
		INT.set(this.bytes, at, value);
	}

	public void writeLong(long value) {
		int at = claimAligned(Long.BYTES);
		LONG.set(this.bytes, at, value);
	}

	public void writeFloat(float value) {
		writeInt(Float.floatToRawIntBits(value));
	}

	public void writeDouble(double value) {
		writeLong(Double.doubleToRawLongBits(value));
	}

	public void writeBytes(byte[] bytes, int offset, int length) {
		int at = claim(length);
		System.arraycopy(bytes, offset, this.bytes, at, length);
	}

	/**
	 * Writes a GUID as NDR has it: a structure of a long, two shorts and eight bytes,
	 * aligned to 4.
	 * @param value the GUID
	 */
	public void writeGuid(Guid value) {
		align(Integer.BYTES);
		int at = claim(2 * Long.BYTES);
		INT.set(this.bytes, at, (int) (value.mostSigBits() >>> 32));
		SHORT.set(this.bytes, at + 4, (short) (value.mostSigBits() >>> 16));
		SHORT.set(this.bytes, at + 6, (short) value.mostSigBits());
		LONG.set(this.bytes, at + 8, Long.reverseBytes(value.leastSigBits()));
	}

	/**
	 * Writes the referent id of a unique pointer, aligned to 4: 0 for {@code null}, else
	 * a number that this writer has not used.
	 * @param present whether there is a referent
	 */
	public void writeReferent(boolean present) {
		writeInt(present ? this.referent : 0);
		if (present) {
			this.referent += Integer.BYTES;
		}
	}

	/**
	 * Returns how many bytes were written.
	 * @return the position
	 */
	public int position() {
		return this.base + this.position;
	}

	/**
	 * Returns what was written, for sending. The arrays are the writer's own, but for
	 * large data.
	 * @return the bytes, one buffer after the other
	 */
	public List<ByteBuffer> toBuffers() {
		ByteBuffer last = ByteBuffer.wrap(this.bytes, 0, this.position);
		if (this.segments.isEmpty()) {
			return List.of(last);
		}
		List<ByteBuffer> whole = new ArrayList<>(this.segments);
		whole.add(last);
		return whole;
	}

	/**
	 * Returns what was written.
	 * @return the bytes, from position 0
	 */
	public ByteBuffer toBuffer() {
		ByteBuffer whole = ByteBuffer.allocate(position()).order(ByteOrder.LITTLE_ENDIAN);
		toBuffers().forEach((each) -> whole.put(each.duplicate()));
		return whole.flip();
	}

	/**
	 * Writes the UTF-16 code units of a text.
	 * @param text the text, surrogates unchecked
	 */
	public void writeChars(String text) {
		int length = text.length();
		int at = claimElements(length, Character.BYTES);
		for (int i = 0; i < length; i++) {
			SHORT.set(this.bytes, at + i * Character.BYTES, (short) text.charAt(i));
		}
	}

	/**
	 * Makes room for elements that are copied at once.
	 * @param count how many
	 * @param size the size of each, in bytes
	 * @return exactly the room, little-endian, to be filled before anything else is
	 * written
	 */
	public ByteBuffer reserve(int count, int size) {
		int at = claimElements(count, size);
		return ByteBuffer.wrap(this.bytes, at, this.position - at).slice().order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Goes from a pointer to what it points to, until {@link #leave()}.
	 * @throws ComException {@code E_INVALIDARG} if that is too deep, as in a list that
	 * contains itself
	 */
	public void enter() {
		if (++this.depth > MAX_DEPTH) {
			throw new ComException(HResult.E_INVALIDARG, "The value is nested more than " + MAX_DEPTH + " levels deep");
		}
	}

	public void leave() {
		this.depth--;
	}

	private int claimElements(int count, int size) {
		return claim((int) Math.min((long) count * size, Integer.MAX_VALUE));
	}

	private int claimAligned(int size) {
		int padding = padding(size);
		return claim(padding + size) + padding;
	}

	private int padding(int size) {
		return -(this.base + this.position) & (size - 1);
	}

	private int claim(int length) {
		int start = this.position;
		if (length > this.bytes.length - start) {
			grow(length);
		}
		this.position = start + length;
		return start;
	}

	private void grow(int length) {
		requireRoom(length);
		// With room for what follows a large array: it would be copied once more
		long needed = Math.max(2L * this.bytes.length, (long) this.position + length + INITIAL_CAPACITY);
		this.bytes = Arrays.copyOf(this.bytes, (int) Math.min(needed, this.limit.bytes() - this.base));
	}

	private void requireRoom(int length) {
		long needed = (long) position() + length;
		if (needed > this.limit.bytes()) {
			throw this.limit.exceeded(needed);
		}
	}

	private static VarHandle view(Class<?> arrayType) {
		return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
	}

}
