package io.github.comspring.core.scm.remote;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.wire.ObjRef;
import io.github.comspring.core.orpc.wire.PointerArray;
import io.github.comspring.core.scm.protocol.Activated;
import org.jspecify.annotations.Nullable;

/**
 * What a service control manager answers to a client in another process.
 *
 * @param iids the interfaces that were asked for
 * @param activated what the client gets
 */
record ActivationOut(List<Iid> iids, Activated activated) {

	/** {@code PropsOutInfo} (MS-DCOM section 2.2.22.2.9). */
	private static final Guid PROPERTIES = ActivationBlob.guid("00000339");

	/** {@code ScmReplyInfoData} (MS-DCOM section 2.2.22.2.8). */
	private static final Guid SCM_REPLY = ActivationBlob.guid("000001B6");

	private static final int NO_AUTHENTICATION = 1;

	/**
	 * Returns the marshalled activation properties, in the order that clients expect.
	 * @param none what is never asked for a pointer
	 * @return the object reference
	 */
	byte[] toBytes(InterfacePointers none) {
		ActivationBlob blob = new ActivationBlob();
		blob.put(PROPERTIES, properties(none));
		blob.put(SCM_REPLY, scmReply(none));
		return blob.toBytes(ActivationBlob.OUT);
	}

	private ByteBuffer properties(InterfacePointers none) {
		List<byte @Nullable []> references = this.activated.references();
		NdrWriter out = new NdrWriter(none);
		out.writeInt(references.size());
		out.writeReferent(true);
		out.writeReferent(true);
		out.writeReferent(true);
		out.writeInt(this.iids.size());
		this.iids.forEach((each) -> out.writeGuid(each.guid()));
		out.writeInt(references.size());
		for (byte[] each : references) {
			out.writeInt(((each != null) ? HResult.S_OK : HResult.E_NOINTERFACE).value());
		}
		PointerArray.write(out, references);
		return out.toBuffer();
	}

	private ByteBuffer scmReply(InterfacePointers none) {
		ObjRef any = this.activated.references()
			.stream()
			.filter((each) -> each != null)
			.map(ObjRef::parse)
			.findFirst()
			.orElseThrow();
		NdrWriter out = new NdrWriter(none);
		out.writeReferent(false);
		out.writeReferent(true);
		out.writeLong(any.target().oxid());
		out.writeReferent(true);
		out.writeGuid(this.activated.remUnknown());
		out.writeInt(NO_AUTHENTICATION);
		out.writeShort(5);
		out.writeShort(7);
		ByteBuffer bindings = ByteBuffer.allocate(any.bindings().length()).order(ByteOrder.LITTLE_ENDIAN);
		any.bindings().put(bindings);
		out.align(4);
		out.writeInt(any.bindings().units());
		out.writeBytes(bindings.array(), 0, bindings.capacity());
		return out.toBuffer();
	}

	/**
	 * Reads marshalled activation properties.
	 * @param reference the object reference
	 * @param none what is never asked for a pointer
	 * @return the references, {@code null} where the object does not support an interface
	 * @throws ComException {@code RPC_E_INVALID_OBJREF} if it cannot be read
	 */
	static List<byte @Nullable []> parse(byte[] reference, InterfacePointers none) {
		ByteBuffer body = ActivationBlob.parse(reference, ActivationBlob.OUT).find(PROPERTIES);
		if (body == null) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF, "An activation was answered without pointers");
		}
		NdrReader in = new NdrReader(body, none);
		in.readInt();
		boolean iids = in.readReferent();
		boolean hresults = in.readReferent();
		boolean pointers = in.readReferent();
		for (int left = iids ? in.readCount(16) : 0; left > 0; left--) {
			in.readGuid();
		}
		for (int left = hresults ? in.readCount(4) : 0; left > 0; left--) {
			in.readInt();
		}
		return pointers ? PointerArray.read(in) : new ArrayList<>();
	}

}
