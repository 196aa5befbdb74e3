package io.github.comspring.core.ndr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;

/**
 * Reads NDR that may come from anywhere: nothing is allocated for which there are no
 * bytes. Every method throws {@link io.github.comspring.ComException} with
 * {@code RPC_X_BAD_STUB_DATA} at the end of the data. Used by one thread at a time.
 */
public final class NdrReader {

	private static final VarHandle SHORT = view(short[].class);

	private static final VarHandle INT = view(int[].class);

	private static final VarHandle LONG = view(long[].class);

	private final InterfacePointers pointers;

	private final byte[] bytes;

	private final int start;

	private final int end;

	private int index;

	private int depth;

	/**
	 * Creates a reader.
	 * @param stub the stub data, backed by an array; alignment counts from its position
	 * @param pointers unmarshals interface pointers
	 */
	public NdrReader(ByteBuffer stub, InterfacePointers pointers) {
		this.pointers = pointers;
		this.bytes = stub.array();
		this.start = stub.arrayOffset() + stub.position();
		this.end = this.start + stub.remaining();
		this.index = this.start;
	}

	/**
	 * Returns what unmarshals interface pointers.
	 * @return the interface pointers
	 */
	public InterfacePointers pointers() {
		return this.pointers;
	}

	/**
	 * Skips the padding to a multiple of a size.
	 * @param size 1, 2, 4 or 8
	 */
	public void align(int size) {
		take(padding(size));
	}

	public byte readByte() {
		return this.bytes[take(1)];
	}

	public short readShort() {
		return (short) SHORT.get(this.bytes, takeAligned(Short.BYTES));
	}

	public int readInt() {
		return (int) INT.get(this.bytes, takeAligned(Integer.BYTES));
	}

	public long readLong() {
		return (long) LONG.get(this.bytes, takeAligned(Long.BYTES));
	}

	public float readFloat() {
		return Float.intBitsToFloat(readInt());
	}

	public double readDouble() {
		return Double.longBitsToDouble(readLong());
	}

	public byte[] readBytes(int length) {
		int at = take(length);
		return Arrays.copyOfRange(this.bytes, at, at + length);
	}

	public Guid readGuid() {
		align(Integer.BYTES);
		int at = take(2 * Long.BYTES);
		long data1 = (int) INT.get(this.bytes, at);
		long data2 = (short) SHORT.get(this.bytes, at + 4) & 0xFFFFL;
		long data3 = (short) SHORT.get(this.bytes, at + 6) & 0xFFFFL;
		long data4 = Long.reverseBytes((long) LONG.get(this.bytes, at + 8));
		return new Guid(data1 << 32 | data2 << 16 | data3, data4);
	}

	/**
	 * Reads the referent id of a unique pointer, aligned to 4.
	 * @return whether there is a referent
	 */
	public boolean readReferent() {
		return readInt() != 0;
	}

	/**
	 * Reads a number of elements, aligned to 4, and checks that there may be so many.
	 * @param elementSize the least number of bytes that each element takes, at least 1
	 * @return the number, not negative
	 */
	public int readCount(int elementSize) {
		int count = readInt();
		if (count < 0 || (long) count * elementSize > remaining()) {
			throw badStub(Integer.toUnsignedString(count) + " elements of " + elementSize
					+ " bytes or more are announced, and " + remaining() + " bytes are left");
		}
		return count;
	}

	/**
	 * Returns how many bytes were read.
	 * @return the position
	 */
	public int position() {
		return this.index - this.start;
	}

	/**
	 * Returns how many bytes are left.
	 * @return the number
	 */
	public int remaining() {
		return this.end - this.index;
	}

	/**
	 * Skips the padding after a value, of which the last one may have none.
	 * @param size 1, 2, 4 or 8
	 */
	public void skipPadding(int size) {
		take(Math.min(padding(size), remaining()));
	}

	/**
	 * Reads UTF-16 code units.
	 * @param length how many
	 * @return the text, surrogates unchecked
	 */
	public String readChars(int length) {
		int at = takeElements(length, Character.BYTES);
		char[] chars = new char[length];
		for (int i = 0; i < length; i++) {
			chars[i] = (char) (short) SHORT.get(this.bytes, at + i * Character.BYTES);
		}
		return new String(chars);
	}

	/**
	 * Reads elements that are copied at once.
	 * @param count how many
	 * @param size the size of each, in bytes
	 * @return exactly their bytes, little-endian
	 */
	public ByteBuffer slice(int count, int size) {
		int at = takeElements(count, size);
		return ByteBuffer.wrap(this.bytes, at, this.index - at).slice().order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Goes from a pointer to what it points to, until {@link #leave()}.
	 */
	public void enter() {
		if (++this.depth > NdrWriter.MAX_DEPTH) {
			throw badStub("Pointers are nested more than " + NdrWriter.MAX_DEPTH + " levels deep");
		}
	}

	public void leave() {
		this.depth--;
	}

	public static ComException badStub(String detail) {
		return new ComException(HResult.RPC_X_BAD_STUB_DATA, detail);
	}

	private int takeElements(int count, int size) {
		return take((int) Math.min((long) count * size, Integer.MAX_VALUE));
	}

	private int takeAligned(int size) {
		int padding = padding(size);
		return take(padding + size) + padding;
	}

	private int padding(int size) {
		return (this.start - this.index) & (size - 1);
	}

	private int take(int length) {
		int at = this.index;
		if (length < 0 || length > this.end - at) {
			throw badStub("The data ends at byte " + (this.end - this.start) + ", and " + length
					+ " more are needed at byte " + (at - this.start));
		}
		this.index = at + length;
		return at;
	}

	private static VarHandle view(Class<?> arrayType) {
		return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
	}

}
