package io.github.comspring.security;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What a process says of the client on whose behalf it calls: a version, the name and the
 * authorities, each as text. Credentials, details and the type of the principal stay
 * where they are.
 *
 * @param name the name, or {@code null} for a client that has not logged in
 * @param authorities the authorities that have a text
 */
record CallerIdentity(@Nullable String name, List<String> authorities) {

	/** A client that has not logged in. */
	static final CallerIdentity ANONYMOUS = new CallerIdentity(null, List.of());

	/** How long the data may be, in bytes. */
	static final int MAX_LENGTH = 32_768;

	private static final int VERSION = 1;

	/**
	 * Describes a client that has logged in.
	 * @param authentication the client
	 * @return its identity
	 */
	static CallerIdentity of(Authentication authentication) {
		return new CallerIdentity(authentication.getName(),
				authentication.getAuthorities()
					.stream()
					.map(GrantedAuthority::getAuthority)
					.filter(Objects::nonNull)
					.toList());
	}

	/**
	 * Writes the identity down.
	 * @return the data
	 * @throws ComException {@code E_ACCESSDENIED} if it would be longer than
	 * {@link #MAX_LENGTH}; to leave something out could grant more than all of it
	 */
	byte[] toBytes() {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try {
			write(new DataOutputStream(bytes));
		}
		catch (IOException ex) {
			throw tooLong(ex);
		}
		if (bytes.size() > MAX_LENGTH) {
			throw tooLong(null);
		}
		return bytes.toByteArray();
	}

	private void write(DataOutputStream out) throws IOException {
		out.writeByte(VERSION);
		out.writeBoolean(this.name != null);
		if (this.name != null) {
			out.writeUTF(this.name);
			out.writeInt(this.authorities.size());
			for (String authority : this.authorities) {
				out.writeUTF(authority);
			}
		}
	}

	private ComException tooLong(@Nullable IOException cause) {
		return new ComException(HResult.E_ACCESSDENIED, "The name and the authorities of a client (there are "
				+ this.authorities.size() + ") are longer than the " + MAX_LENGTH + " bytes that travel with a call",
				cause);
	}

	/**
	 * Reads an identity.
	 * @param data what {@link #toBytes()} of some process wrote
	 * @return the identity
	 * @throws ComException {@code E_ACCESSDENIED} if the data is anything else
	 */
	static CallerIdentity parse(byte[] data) {
		if (data.length > MAX_LENGTH) {
			throw damaged(data, null);
		}
		DataInputStream in = new DataInputStream(new ByteArrayInputStream(data));
		try {
			CallerIdentity identity = read(in, data);
			if (in.read() != -1) {
				throw damaged(data, null);
			}
			return identity;
		}
		catch (IOException ex) {
			throw damaged(data, ex);
		}
	}

	private static CallerIdentity read(DataInputStream in, byte[] data) throws IOException {
		if (in.readByte() != VERSION) {
			throw damaged(data, null);
		}
		if (!in.readBoolean()) {
			return ANONYMOUS;
		}
		String name = in.readUTF();
		int count = in.readInt();
		if (count < 0) {
			throw damaged(data, null);
		}
		// Grows with what is there, not with what the count says
		List<String> authorities = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			authorities.add(in.readUTF());
		}
		return new CallerIdentity(name, List.copyOf(authorities));
	}

	private static ComException damaged(byte[] data, @Nullable IOException cause) {
		return new ComException(HResult.E_ACCESSDENIED,
				"The identity that came with a call, " + data.length + " bytes, is not one", cause);
	}

}
