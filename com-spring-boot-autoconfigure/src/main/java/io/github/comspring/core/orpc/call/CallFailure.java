package io.github.comspring.core.orpc.call;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What a method threw, as it travels: texts only, so that no class of the server can get
 * into the client.
 *
 * @param types the names of the types that it can arrive as, its own first, the one that
 * the method declares last; empty if the method declares none
 * @param message the message of the exception, or {@code null} if it has none
 * @param causes the exceptions behind it as text, outermost first
 * @param suppressed the exceptions that it has suppressed as text
 */
public record CallFailure(List<String> types, @Nullable String message, List<String> causes, List<String> suppressed) {

	/** The kind of the extension that carries it. */
	public static final Guid EXTENT = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A01}");

	private static final int MAX_TEXTS = 16;

	private static final int MAX_TEXT = 8192;

	private static final int MAX_MESSAGE = 65_536;

	/**
	 * Creates a description that is a message alone.
	 * @param message the message
	 */
	public CallFailure(String message) {
		this(List.of(), message, List.of(), List.of());
	}

	/**
	 * Describes what a method threw.
	 * @param thrown the exception
	 * @param operation the method, or {@code null} for one that declares nothing
	 * @param object the object, by the name that people have for it
	 * @return the description
	 */
	public static CallFailure of(Throwable thrown, @Nullable Operation operation, String object) {
		List<String> types = (operation != null) ? DeclaredException.types(thrown, operation) : List.of();
		boolean unexpected = types.isEmpty() && !(thrown instanceof ComException);
		String message = unexpected ? unexpected(thrown, operation, object) : messageOf(thrown);
		List<String> causes = new ArrayList<>();
		for (Throwable cause = thrown.getCause(); cause != null
				&& causes.size() < MAX_TEXTS; cause = cause.getCause()) {
			causes.add(text(cause));
		}
		List<String> suppressed = Arrays.stream(thrown.getSuppressed())
			.limit(MAX_TEXTS)
			.map(CallFailure::text)
			.toList();
		return new CallFailure(types, shorten(message, MAX_MESSAGE), causes, suppressed);
	}

	/**
	 * Names the method, since the client was not told of such an exception.
	 */
	private static String unexpected(Throwable thrown, @Nullable Operation operation, String object) {
		String method = (operation != null) ? operation.method().getName() : "A call";
		return method + " of " + object + " failed with " + text(thrown);
	}

	/**
	 * Returns the message of an exception without what its type adds to it.
	 * @param thrown the exception
	 * @return the message, {@code null} also if there is none to be had
	 */
	static @Nullable String messageOf(Throwable thrown) {
		try {
			return (thrown instanceof ComException known) ? known.detail() : thrown.getMessage();
		}
		catch (RuntimeException ex) {
			// It is foreign code
			return null;
		}
	}

	private static String text(Throwable thrown) {
		try {
			String text = shorten(thrown.toString(), MAX_TEXT);
			return (text != null) ? text : thrown.getClass().getName();
		}
		catch (RuntimeException ex) {
			// It is foreign code
			return thrown.getClass().getName();
		}
	}

	private static @Nullable String shorten(@Nullable String text, int most) {
		return (text != null && text.length() > most) ? text.substring(0, most) + "..." : text;
	}

	/**
	 * Returns the HRESULT that goes with an exception (rows CF-07 and DG-03).
	 * @param thrown what the method threw
	 * @param operation the method, or {@code null} for one that declares nothing
	 * @return the HRESULT
	 */
	public static HResult hresult(Throwable thrown, @Nullable Operation operation) {
		if (thrown instanceof ComException known) {
			return known.hresult();
		}
		if (operation != null && !DeclaredException.types(thrown, operation).isEmpty()) {
			return HResult.DISP_E_EXCEPTION;
		}
		return (thrown instanceof OutOfMemoryError) ? HResult.E_OUTOFMEMORY : HResult.RPC_E_SERVERFAULT;
	}

	/**
	 * Returns the exception for the client.
	 * @param hresult the HRESULT of the call
	 * @param operation the method
	 * @return the declared exception, or else a {@link ComException}
	 */
	Throwable toThrowable(HResult hresult, @Nullable Operation operation) {
		Throwable thrown = null;
		if (operation != null && !this.types.isEmpty()) {
			thrown = DeclaredException.create(operation, this, hresult);
		}
		if (thrown == null) {
			thrown = new ComException(hresult, detail(operation), cause());
		}
		for (String each : this.suppressed) {
			thrown.addSuppressed(RemoteCause.of(List.of(each)));
		}
		return thrown;
	}

	private String detail(@Nullable Operation operation) {
		if (operation == null || this.types.isEmpty()) {
			return String.valueOf(this.message);
		}
		return operation.method().getName() + " failed with " + originalText()
				+ ", which the interface of this process does not declare";
	}

	/**
	 * Returns what was behind the exception.
	 * @return the cause, or {@code null} if there was none
	 */
	@Nullable Throwable cause() {
		return RemoteCause.of(this.causes);
	}

	/**
	 * Returns the exception itself with what was behind it, as the cause of one that
	 * stands for it.
	 * @return the cause
	 */
	@Nullable Throwable original() {
		return RemoteCause.of(Stream.concat(Stream.of(originalText()), this.causes.stream()).toList());
	}

	private String originalText() {
		return this.types.get(0) + ((this.message != null) ? ": " + this.message : "");
	}

	/**
	 * Returns the data of the extension.
	 * @return the data
	 */
	public byte[] toBytes() {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			DataOutputStream out = new DataOutputStream(bytes);
			write(out, this.types);
			write(out, (this.message != null) ? List.of(this.message) : List.of());
			write(out, this.causes);
			write(out, this.suppressed);
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(DataOutputStream out, List<String> texts) throws IOException {
		out.writeByte(texts.size());
		for (String each : texts) {
			out.writeInt(each.length());
			out.writeChars(each);
		}
	}

	/**
	 * Reads the data of the extension.
	 * @param data the data
	 * @return what was read, as far as it can be read
	 */
	public static CallFailure parse(byte[] data) {
		try {
			DataInputStream in = new DataInputStream(new ByteArrayInputStream(data));
			List<String> types = read(in);
			List<String> message = read(in);
			return new CallFailure(types, message.isEmpty() ? null : message.get(0), read(in), read(in));
		}
		catch (IOException ex) {
			return new CallFailure("The server's description of the failure cannot be read");
		}
	}

	private static List<String> read(DataInputStream in) throws IOException {
		List<String> texts = new ArrayList<>();
		for (int left = in.readUnsignedByte(); left > 0; left--) {
			int length = in.readInt();
			if (length < 0 || length > in.available() / Character.BYTES) {
				throw new IOException("A text is longer than the data");
			}
			char[] text = new char[length];
			for (int i = 0; i < length; i++) {
				text[i] = in.readChar();
			}
			texts.add(new String(text));
		}
		return texts;
	}

}
