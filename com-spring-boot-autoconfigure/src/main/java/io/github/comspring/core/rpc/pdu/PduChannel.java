package io.github.comspring.core.rpc.pdu;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;

/**
 * Fragments on one blocking connection. One thread at a time reads and writes; any thread
 * may close it, which ends what is under way.
 */
public final class PduChannel implements AutoCloseable {

	private static final int INITIAL_SIZE = 8 * 1024;

	private static final int MAX_FRAGMENT = 65_535;

	private final SocketChannel channel;

	private ByteBuffer in = ByteBuffer.allocateDirect(INITIAL_SIZE).order(ByteOrder.LITTLE_ENDIAN).flip();

	/** The same bytes, as the fragment that was read last. */
	private ByteBuffer frame = this.in.duplicate().order(ByteOrder.LITTLE_ENDIAN);

	private ByteBuffer out = ByteBuffer.allocateDirect(INITIAL_SIZE).order(ByteOrder.LITTLE_ENDIAN);

	private volatile boolean reading = true;

	public PduChannel(SocketChannel channel) {
		this.channel = channel;
	}

	/**
	 * Reads the next fragment.
	 * @return the fragment, good until the next one is read
	 * @throws EOFException at the end of the connection
	 * @throws ProtocolException if what was read is no fragment
	 * @throws IOException if the connection broke
	 */
	public Pdu read() throws IOException {
		fill(Pdu.HEADER);
		int length = Pdu.length(this.in);
		fill(length);
		this.in.position(length);
		return Pdu.of(this.frame.clear().limit(length));
	}

	/**
	 * Reads until a fragment that begins at position 0 has a length.
	 */
	private void fill(int needed) throws IOException {
		if (this.in.position() == 0 && this.in.remaining() >= needed) {
			return;
		}
		if (this.in.capacity() < needed) {
			grow();
		}
		else if (this.in.hasRemaining()) {
			this.in.compact();
		}
		else {
			this.in.clear();
		}
		try {
			while (this.in.position() < needed) {
				if (this.channel.read(this.in) < 0) {
					throw new EOFException("The other side closed the connection");
				}
			}
		}
		finally {
			this.in.flip();
		}
	}

	/**
	 * Moves what is unread to the beginning of the largest buffer, to be filled further.
	 */
	private void grow() {
		this.in = ByteBuffer.allocateDirect(MAX_FRAGMENT + 1).order(ByteOrder.LITTLE_ENDIAN).put(this.in);
		this.frame = this.in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
	}

	/**
	 * Tells whether the peer has given up a call that it waits for: it asks to cancel it,
	 * or has closed the connection. Does not wait, and takes some system calls. Nobody
	 * else may read or write meanwhile.
	 * @param callId the call
	 * @return whether it has
	 */
	public boolean isGivenUp(int callId) {
		try {
			this.channel.configureBlocking(false);
			try {
				return (readAhead() < 0 && this.reading) || isCancel(callId);
			}
			finally {
				this.channel.configureBlocking(true);
			}
		}
		catch (IOException ex) {
			return true;
		}
	}

	/**
	 * Reads what has come behind the last fragment, and leaves that alone.
	 */
	private int readAhead() throws IOException {
		if (this.in.limit() == this.in.capacity() && this.in.position() > 0) {
			grow();
			this.in.flip();
		}
		int unread = this.in.position();
		this.in.position(this.in.limit()).limit(this.in.capacity());
		try {
			return this.channel.read(this.in);
		}
		finally {
			this.in.limit(this.in.position()).position(unread);
		}
	}

	private boolean isCancel(int callId) {
		if (this.in.remaining() < Pdu.HEADER) {
			return false;
		}
		PduType type = PduType.of(this.in.get(this.in.position() + 2));
		return (type == PduType.CO_CANCEL || type == PduType.ORPHANED)
				&& this.in.getInt(this.in.position() + 12) == callId;
	}

	/**
	 * Starts a fragment.
	 * @param type its kind
	 * @param callId the call that it belongs to
	 * @param size how long it is at most
	 * @return where to write its body
	 */
	public ByteBuffer begin(PduType type, int callId, int size) {
		if (this.out.capacity() < size) {
			this.out = ByteBuffer.allocateDirect(MAX_FRAGMENT + 1).order(ByteOrder.LITTLE_ENDIAN);
		}
		this.out.clear();
		return this.out.putInt(5 | type.code() << 16).putInt(0x10).putInt(0).putInt(callId);
	}

	/**
	 * Ends the fragment and sends it.
	 * @param flags the flags of its header
	 * @param authLength the length of the token at its end
	 * @throws IOException if the connection broke
	 */
	public void send(int flags, int authLength) throws IOException {
		this.out.put(3, (byte) flags);
		this.out.putShort(8, (short) this.out.position());
		this.out.putShort(10, (short) authLength);
		this.out.flip();
		while (this.out.hasRemaining()) {
			this.channel.write(this.out);
		}
	}

	/**
	 * Tells whether the peer has said more than what was asked.
	 * @return whether something was received that nobody has read
	 */
	public boolean hasUnread() {
		return this.in.hasRemaining();
	}

	/**
	 * Tells whether the peer has sent something or closed the connection since the last
	 * fragment, where it had nothing to say. Takes some system calls.
	 * @return whether it has
	 */
	public boolean isStale() {
		try {
			this.channel.configureBlocking(false);
			boolean stale = this.channel.read(this.in.clear()) != 0;
			this.in.flip();
			this.channel.configureBlocking(true);
			return stale;
		}
		catch (IOException ex) {
			return true;
		}
	}

	/**
	 * Has the thread that reads find the end of the connection, so that it can say
	 * goodbye.
	 * @return whether this was the first time
	 */
	public boolean stopReading() {
		boolean first = this.reading;
		this.reading = false;
		try {
			this.channel.shutdownInput();
		}
		catch (IOException ex) {
			// It is closed already
		}
		return first;
	}

	/**
	 * Tells whether {@link #stopReading()} was called.
	 * @return whether it was
	 */
	public boolean isReadingStopped() {
		return !this.reading;
	}

	@Override
	public void close() {
		try {
			this.channel.close();
		}
		catch (IOException ex) {
			// It is closed all the same
		}
	}

}
