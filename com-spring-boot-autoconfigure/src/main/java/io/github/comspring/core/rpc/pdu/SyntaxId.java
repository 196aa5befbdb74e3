package io.github.comspring.core.rpc.pdu;

import io.github.comspring.Guid;
import org.jspecify.annotations.Nullable;

/**
 * An interface or a transfer syntax with its version ({@code p_syntax_id_t}).
 *
 * @param uuid what it is
 * @param version the major version in the low 16 bits, the minor one in the high 16
 */
public record SyntaxId(Guid uuid, int version) {

	/** The NDR transfer syntax, version 2.0. */
	public static final SyntaxId NDR = new SyntaxId(Guid.parse("{8A885D04-1CEB-11C9-9FE8-08002B104860}"), 2);

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof SyntaxId that && this.uuid.equals(that.uuid) && this.version == that.version;
	}

	/**
	 * Not the generated one, which a JVM that has just started takes long to link.
	 */
	@Override
	public int hashCode() {
		return 31 * this.uuid.hashCode() + this.version;
	}

	@Override
	public String toString() {
		return this.uuid + " v" + (this.version & 0xFFFF) + "." + (this.version >>> 16);
	}

}
