package io.github.comspring.core.orpc.exporter;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.call.HandedOut;
import io.github.comspring.core.orpc.call.IncomingCall;
import io.github.comspring.core.orpc.call.ReleaseNumber;
import io.github.comspring.core.orpc.stub.Stub;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.PointerArray;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.rpc.pdu.RpcFault;
import org.jspecify.annotations.Nullable;

/**
 * {@code IRemUnknown} and {@code IRemUnknown2} (MS-DCOM section 3.1.1.5.6): references
 * and interfaces of all objects of this process.
 *
 * @param exporter the objects of this process
 * @param clients those that give references back
 */
public record RemUnknownStub(ObjectExporter exporter, Clients clients) implements Stub {

	/** {@code IID_IRemUnknown}. */
	public static final Iid REM_UNKNOWN = Iid.of("{00000131-0000-0000-C000-000000000046}");

	/** {@code IID_IRemUnknown2}. */
	public static final Iid REM_UNKNOWN2 = Iid.of("{00000143-0000-0000-C000-000000000046}");

	/** {@code RemQueryInterface}. */
	public static final int QUERY_INTERFACE = 3;

	/** {@code RemAddRef}. */
	public static final int ADD_REF = 4;

	/** {@code RemRelease}. */
	public static final int RELEASE = 5;

	/** {@code RemQueryInterface2}. */
	public static final int QUERY_INTERFACE2 = 6;

	@Override
	public int version() {
		return 0;
	}

	@Override
	public @Nullable Operation operation(int opnum) {
		return null;
	}

	@Override
	public HResult invoke(int opnum, NdrReader in, NdrWriter out) {
		switch (opnum) {
			case QUERY_INTERFACE -> {
				return queryInterface(in, out);
			}
			case ADD_REF -> addRef(in, out);
			case RELEASE -> release(in);
			case QUERY_INTERFACE2 -> {
				return queryInterface2(in, out);
			}
			default -> throw new RpcFault(RpcFault.OPERATION_RANGE, "IRemUnknown has no operation " + opnum);
		}
		return HResult.S_OK;
	}

	@Override
	public void writeNoResults(int opnum, NdrWriter out) {
		switch (opnum) {
			case QUERY_INTERFACE -> out.writeReferent(false);
			case ADD_REF -> out.writeInt(0);
			case QUERY_INTERFACE2 -> {
				out.writeInt(0);
				PointerArray.write(out, List.of());
			}
			default -> {
				// RemRelease has none
			}
		}
	}

	private HResult queryInterface(NdrReader in, NdrWriter out) {
		Guid ipid = in.readGuid();
		int references = in.readInt();
		List<Guid> iids = iids(in);
		out.writeReferent(true);
		out.writeInt(iids.size());
		List<HResult> results = new ArrayList<>();
		for (Guid iid : iids) {
			results.add(writeResult(out, ipid, new Iid(iid), references));
		}
		return outcome(results);
	}

	/**
	 * All, some or none of the interfaces were found (MS-DCOM section 3.1.1.5.6.1.1);
	 * where none was for one reason, that is it.
	 */
	private static HResult outcome(List<HResult> results) {
		boolean found = false;
		HResult reason = null;
		for (HResult each : results) {
			if (each.isSuccess()) {
				found = true;
			}
			else {
				reason = (reason == null || reason.equals(each)) ? each : HResult.E_NOINTERFACE;
			}
		}
		return (reason == null) ? HResult.S_OK : found ? HResult.S_FALSE : reason;
	}

	private HResult writeResult(NdrWriter out, Guid ipid, Iid iid, int references) {
		StdObjRef found = new StdObjRef(0, 0, 0, 0, Guid.NULL);
		HResult hresult = HResult.S_OK;
		try {
			ExportedInterface queried = query(ipid, iid, references);
			found = this.exporter.reference(queried, references).target();
		}
		catch (ComException ex) {
			hresult = ex.hresult();
		}
		out.align(8);
		out.writeInt(hresult.value());
		out.align(8);
		out.writeInt(found.flags());
		out.writeInt(found.publicRefs());
		out.writeLong(found.oxid());
		out.writeLong(found.oid());
		out.writeGuid(found.ipid());
		return hresult;
	}

	private HResult queryInterface2(NdrReader in, NdrWriter out) {
		Guid ipid = in.readGuid();
		List<Guid> iids = iids(in);
		List<byte @Nullable []> references = new ArrayList<>();
		List<HResult> results = new ArrayList<>();
		for (Guid iid : iids) {
			try {
				ExportedInterface queried = query(ipid, new Iid(iid), ObjectExporter.REFERENCES);
				references.add(this.exporter.reference(queried, ObjectExporter.REFERENCES).toBytes());
				results.add(HResult.S_OK);
			}
			catch (ComException ex) {
				references.add(null);
				results.add(ex.hresult());
			}
		}
		out.writeInt(results.size());
		results.forEach((each) -> out.writeInt(each.value()));
		PointerArray.write(out, references);
		return outcome(results);
	}

	private ExportedInterface query(Guid ipid, Iid iid, int references) {
		ExportedInterface queried = this.exporter.query(ipid, iid, client(), references);
		IncomingCall.handOut(new HandedOut(queried.ipid(), client(), references));
		return queried;
	}

	private static List<Guid> iids(NdrReader in) {
		in.readShort();
		int count = in.readCount(16);
		List<Guid> iids = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			iids.add(in.readGuid());
		}
		return iids;
	}

	private void addRef(NdrReader in, NdrWriter out) {
		List<InterfaceRef> asked = InterfaceRef.readAll(in);
		out.writeInt(asked.size());
		for (InterfaceRef each : asked) {
			HResult hresult = HResult.S_OK;
			try {
				ExportedInterface pointer = this.exporter.served().require(each.ipid());
				this.exporter.addReferences(pointer, client(), each.publicRefs());
				IncomingCall.handOut(new HandedOut(pointer.ipid(), client(), each.publicRefs()));
			}
			catch (ComException ex) {
				hresult = ex.hresult();
			}
			out.writeInt(hresult.value());
		}
	}

	private void release(NdrReader in) {
		if (!this.clients.isFirst(client(), ReleaseNumber.current())) {
			return;
		}
		for (InterfaceRef each : InterfaceRef.readAll(in)) {
			this.exporter.returned(each.ipid(), client(), each.publicRefs());
		}
	}

	private static long client() {
		Caller caller = Caller.current();
		if (caller == null) {
			throw new IllegalStateException("Not in a call");
		}
		return caller.client();
	}

}
