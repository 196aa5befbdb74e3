package io.github.comspring.core.orpc.exporter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.wire.NoPointers;
import io.github.comspring.core.orpc.wire.StringBindings;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SyntaxId;

/**
 * {@code IObjectExporter} (MS-DCOM section 3.1.2.5.1), which each process answers for
 * itself: where it listens, and its {@code IRemUnknown}. Pings are not needed on one
 * machine, where the end of a process is seen at once.
 *
 * @param self this process
 */
public record OxidResolver(ThisProcess self) {

	/** The interface. */
	public static final SyntaxId INTERFACE = new SyntaxId(Guid.parse("{99FCFEC4-5260-101B-BBCB-00AA0021347A}"), 0);

	/** {@code ResolveOxid}. */
	public static final int RESOLVE_OXID = 0;

	/** {@code ServerAlive}. */
	public static final int SERVER_ALIVE = 3;

	/** {@code ResolveOxid2}. */
	public static final int RESOLVE_OXID2 = 4;

	/** {@code ServerAlive2}. */
	public static final int SERVER_ALIVE2 = 5;

	/**
	 * Carries out a call.
	 * @param opnum the operation
	 * @param stub the parameters, which have no {@code ORPCTHIS}
	 * @return the results with their status
	 */
	public List<ByteBuffer> dispatch(int opnum, ByteBuffer stub) {
		NdrWriter out = new NdrWriter(NoPointers.INSTANCE);
		switch (opnum) {
			case RESOLVE_OXID, RESOLVE_OXID2 ->
				resolve(new NdrReader(stub, NoPointers.INSTANCE), out, opnum == RESOLVE_OXID2);
			case SERVER_ALIVE -> out.writeInt(0);
			case SERVER_ALIVE2 -> serverAlive2(out);
			default -> throw new RpcFault(RpcFault.OPERATION_RANGE, "IObjectExporter has no operation " + opnum);
		}
		return out.toBuffers();
	}

	private void resolve(NdrReader in, NdrWriter out, boolean version) {
		boolean known = in.readLong() == this.self.oxid();
		out.writeReferent(known);
		if (known) {
			writeBindings(out);
		}
		out.align(4);
		out.writeGuid(known ? this.self.remUnknown() : Guid.NULL);
		out.writeInt(0);
		if (version) {
			writeVersion(out);
		}
		out.writeInt((known ? HResult.S_OK : HResult.OR_INVALID_OXID).value());
	}

	private void serverAlive2(NdrWriter out) {
		writeVersion(out);
		out.writeReferent(true);
		writeBindings(out);
		out.align(4);
		out.writeInt(0);
		out.writeInt(0);
	}

	private static void writeVersion(NdrWriter out) {
		out.writeShort(5);
		out.writeShort(7);
	}

	private void writeBindings(NdrWriter out) {
		StringBindings bindings = this.self.bindings();
		ByteBuffer bytes = ByteBuffer.allocate(bindings.length()).order(ByteOrder.LITTLE_ENDIAN);
		bindings.put(bytes);
		out.writeInt(bindings.units());
		out.writeBytes(bytes.array(), 0, bytes.capacity());
	}

}
