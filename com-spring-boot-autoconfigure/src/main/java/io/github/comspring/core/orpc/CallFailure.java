package io.github.comspring.core.orpc;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What a method threw, as it travels: texts only, so that no class of the server can get
 * into the client.
 *
 * @param declared the name of the type that the method declares for it, empty for none
 * @param message the message of the exception
 * @param causes the exceptions behind it as text, outermost first
 */
record CallFailure(String declared, String message, List<String> causes) {

	/** The kind of the extension that carries it. */
	static final Guid EXTENT = Guid.parse("{A5F1C2D0-3B64-4E0B-8F53-0D3C5B1E7A01}");

	private static final int MAX_CAUSES = 16;

	private static final int MAX_TEXT = 8192;

	/**
	 * Describes what a method threw.
	 * @param thrown the exception
	 * @param operation the method, or {@code null} for one that declares nothing
	 * @param object the object, by the name that people have for it
	 * @return the description
	 */
	static CallFailure of(Throwable thrown, @Nullable Operation operation, String object) {
		Class<?> declared = (operation != null) ? DeclaredException.of(thrown, operation) : null;
		String message;
		if (thrown instanceof ComException known) {
			message = known.detail();
		}
		else {
			message = (declared != null) ? thrown.getMessage() : unexpected(thrown, operation, object);
		}
		List<String> causes = new ArrayList<>();
		for (Throwable cause = thrown.getCause(); cause != null
				&& causes.size() < MAX_CAUSES; cause = cause.getCause()) {
			causes.add(text(cause.toString()));
		}
		return new CallFailure((declared != null) ? declared.getName() : "", text(message), causes);
	}

	/**
	 * Names the method, since the client was not told of such an exception.
	 */
	private static String unexpected(Throwable thrown, @Nullable Operation operation, String object) {
		String method = (operation != null) ? operation.method().getName() : "A call";
		return method + " of " + object + " failed with " + thrown;
	}

	private static String text(@Nullable String text) {
		String known = (text != null) ? text : "";
		return (known.length() > MAX_TEXT) ? known.substring(0, MAX_TEXT) + "..." : known;
	}

	/**
	 * Returns the HRESULT that goes with an exception (rows CF-07 and DG-03).
	 * @param thrown what the method threw
	 * @param operation the method, or {@code null} for one that declares nothing
	 * @return the HRESULT
	 */
	static HResult hresult(Throwable thrown, @Nullable Operation operation) {
		if (thrown instanceof ComException known) {
			return known.hresult();
		}
		if (operation != null && DeclaredException.of(thrown, operation) != null) {
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
		RemoteCause cause = RemoteCause.of(this.causes);
		if (operation != null && !this.declared.isEmpty()) {
			Throwable known = DeclaredException.create(operation, this.declared, this.message, cause);
			if (known != null) {
				return known;
			}
		}
		return new ComException(hresult, this.message, cause);
	}

	/**
	 * Returns the data of the extension.
	 * @return the data
	 */
	byte[] toBytes() {
		try {
			ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			DataOutputStream out = new DataOutputStream(bytes);
			out.writeUTF(this.declared);
			out.writeUTF(this.message);
			out.writeByte(this.causes.size());
			for (String cause : this.causes) {
				out.writeUTF(cause);
			}
			return bytes.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Reads the data of the extension.
	 * @param data the data
	 * @return what was read, as far as it can be read
	 */
	static CallFailure parse(byte[] data) {
		try {
			DataInputStream in = new DataInputStream(new ByteArrayInputStream(data));
			String declared = in.readUTF();
			String message = in.readUTF();
			List<String> causes = new ArrayList<>();
			int count = in.readUnsignedByte();
			for (int i = 0; i < count; i++) {
				causes.add(in.readUTF());
			}
			return new CallFailure(declared, message, causes);
		}
		catch (IOException ex) {
			return new CallFailure("", "The server's description of the failure cannot be read", List.of());
		}
	}

}
