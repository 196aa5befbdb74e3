package io.github.comspring.core.scm.remote;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;

/**
 * What a client asks a service control manager in another process for.
 *
 * @param clsid the class
 * @param contexts where it may run; what is asked from here is always a local server
 * @param iids the interfaces
 */
record ActivationIn(Clsid clsid, ClassContext contexts, List<Iid> iids) {

	/** {@code InstantiationInfoData} (MS-DCOM section 2.2.22.2.1). */
	private static final Guid INSTANTIATION = ActivationBlob.guid("000001AB");

	/** {@code ScmRequestInfoData} (MS-DCOM section 2.2.22.2.4). */
	private static final Guid SCM_REQUEST = ActivationBlob.guid("000001AA");

	/** The fixed part of the first structure, and one interface. */
	private static final int INSTANTIATION_LENGTH = 48;

	private static final int IMPERSONATE = 3;

	/**
	 * Returns the marshalled activation properties.
	 * @param tower the transport that the client can reach servers with
	 * @param none what is never asked for a pointer
	 * @return the object reference
	 */
	byte[] toBytes(int tower, InterfacePointers none) {
		ActivationBlob blob = new ActivationBlob();
		blob.put(INSTANTIATION, instantiation(none));
		blob.put(SCM_REQUEST, scmRequest(tower, none));
		return blob.toBytes(ActivationBlob.IN);
	}

	private ByteBuffer instantiation(InterfacePointers none) {
		NdrWriter out = new NdrWriter(none);
		out.writeGuid(this.clsid.guid());
		out.writeInt(this.contexts.bits());
		out.writeInt(0);
		out.writeInt(0);
		out.writeInt(this.iids.size());
		out.writeInt(0);
		out.writeReferent(true);
		out.writeInt(INSTANTIATION_LENGTH + 16 * this.iids.size());
		out.writeShort(5);
		out.writeShort(7);
		out.writeInt(this.iids.size());
		this.iids.forEach((each) -> out.writeGuid(each.guid()));
		return out.toBuffer();
	}

	private static ByteBuffer scmRequest(int tower, InterfacePointers none) {
		NdrWriter out = new NdrWriter(none);
		out.writeReferent(false);
		out.writeReferent(true);
		out.writeInt(IMPERSONATE);
		out.writeShort(1);
		out.writeReferent(true);
		out.writeInt(1);
		out.writeShort(tower);
		return out.toBuffer();
	}

	/**
	 * Reads marshalled activation properties, of which only the class and the interfaces
	 * matter here.
	 * @param reference the object reference
	 * @param none what is never asked for a pointer
	 * @return what the client asks for
	 * @throws ComException {@code RPC_E_INVALID_OBJREF} if it cannot be read,
	 * {@code E_INVALIDARG} if no interface is asked for
	 */
	static ActivationIn parse(byte[] reference, InterfacePointers none) {
		ByteBuffer body = ActivationBlob.parse(reference, ActivationBlob.IN).find(INSTANTIATION);
		if (body == null) {
			throw new ComException(HResult.RPC_E_INVALID_OBJREF, "Activation properties name no class");
		}
		NdrReader in = new NdrReader(body, none);
		Clsid clsid = new Clsid(in.readGuid());
		ClassContext contexts = new ClassContext(in.readInt());
		in.readInt();
		in.readInt();
		in.readInt();
		in.readInt();
		boolean present = in.readReferent();
		in.readInt();
		in.readInt();
		List<Iid> iids = new ArrayList<>();
		for (int left = present ? in.readCount(16) : 0; left > 0; left--) {
			iids.add(new Iid(in.readGuid()));
		}
		if (iids.isEmpty()) {
			throw new ComException(HResult.E_INVALIDARG, "An activation of " + clsid + " asks for no interface");
		}
		return new ActivationIn(clsid, contexts, iids);
	}

}
