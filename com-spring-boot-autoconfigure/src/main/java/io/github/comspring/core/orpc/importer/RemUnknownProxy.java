package io.github.comspring.core.orpc.importer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.call.ReleaseNumber;
import io.github.comspring.core.orpc.call.RemoteFailure;
import io.github.comspring.core.orpc.exporter.ObjectExporter;
import io.github.comspring.core.orpc.exporter.OxidResolver;
import io.github.comspring.core.orpc.exporter.Presence;
import io.github.comspring.core.orpc.exporter.RemUnknownStub;
import io.github.comspring.core.orpc.remote.RemUnknown;
import io.github.comspring.core.orpc.wire.Extent;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.NoPointers;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Calls {@code IRemUnknown} of another process, and finds out where it is first. Safe
 * from any thread.
 */
final class RemUnknownProxy implements RemUnknown {

	/**
	 * How long objects may take to be told that they are not needed any more. Not as long
	 * as calls may: the one limit is for what their methods do.
	 */
	private static final Duration RELEASE_TIME = Duration.ofMinutes(1);

	/** How long a process that lives may take to say so. */
	private static final Duration LOOK_TIME = Duration.ofSeconds(2);

	private static final Set<HResult> BROKEN = Set.of(HResult.RPC_S_SERVER_UNAVAILABLE, HResult.RPC_S_CALL_FAILED);

	/** What the HRESULT of {@code RemQueryInterface} says in place of its results. */
	private static final Set<HResult> NOT_FOUND = Set.of(HResult.E_NOINTERFACE, HResult.CO_E_OBJNOTCONNECTED,
			HResult.CO_E_OBJNOTREG);

	private final OutgoingCalls calls;

	private final Exchanges exchanges;

	private final long oxid;

	private final Endpoint endpoint;

	/** The pointer to the process's {@code IRemUnknown}, once somebody needed it. */
	private volatile @Nullable Guid remUnknown;

	/**
	 * Creates a proxy that has called nobody.
	 * @param calls makes the calls
	 * @param exchanges what they marshal with
	 * @param oxid the number of the process, or 0 if it is not known
	 * @param endpoint where it listens
	 */
	RemUnknownProxy(OutgoingCalls calls, Exchanges exchanges, long oxid, Endpoint endpoint) {
		this.calls = calls;
		this.exchanges = exchanges;
		this.oxid = oxid;
		this.endpoint = endpoint;
	}

	@Override
	public StdObjRef queryInterface(Guid ipid, Iid iid) {
		NdrReader in;
		try {
			in = call(RemUnknownStub.QUERY_INTERFACE, null, List.of(), (out) -> {
				out.writeGuid(ipid);
				out.writeInt(ObjectExporter.REFERENCES);
				out.writeShort(1);
				out.writeInt(1);
				out.writeGuid(iid.guid());
			});
		}
		catch (ComException ex) {
			throw NOT_FOUND.contains(ex.hresult()) ? missing(ex.hresult(), iid) : ex;
		}
		if (!in.readReferent() || in.readCount(48) != 1) {
			throw new ComException(HResult.RPC_X_BAD_STUB_DATA, "RemQueryInterface was not answered properly");
		}
		in.align(8);
		int hresult = in.readInt();
		in.align(8);
		StdObjRef found = new StdObjRef(in.readInt(), in.readInt(), in.readLong(), in.readLong(), in.readGuid());
		if (hresult < 0) {
			throw missing(HResult.of(hresult), iid);
		}
		return found;
	}

	private ComException missing(HResult hresult, Iid iid) {
		return new ComException(hresult, "The process at " + this.endpoint + " has no interface " + iid
				+ " of the object any more, or never had it");
	}

	@Override
	public void release(List<InterfaceRef> references, long number) {
		call(RemUnknownStub.RELEASE, RELEASE_TIME, List.of(ReleaseNumber.extent(number)),
				(out) -> InterfaceRef.writeAll(out, references));
	}

	private NdrReader call(int opnum, @Nullable Duration timeout, List<Extent> extents,
			OutgoingCalls.Parameters parameters) {
		SyntaxId interfaceId = new SyntaxId(RemUnknownStub.REM_UNKNOWN.guid(), 0);
		try {
			return this.calls.call(this.endpoint, new OutgoingExchange(this.exchanges, this.oxid), interfaceId,
					remUnknown(), opnum, timeout, null, extents, parameters);
		}
		catch (RemoteFailure ex) {
			throw ex.failure();
		}
	}

	private Guid remUnknown() {
		Guid known = this.remUnknown;
		if (known == null) {
			known = resolved(this.calls.resolve(this.endpoint, OxidResolver.RESOLVE_OXID2, question()));
			this.remUnknown = known;
		}
		return known;
	}

	/**
	 * Looks whether the process is still where it listened.
	 * @return what was seen
	 */
	Presence look() {
		try {
			resolved(this.calls.resolve(this.endpoint, OxidResolver.RESOLVE_OXID2, LOOK_TIME, question()));
			return Presence.POSSIBLE;
		}
		catch (ComException ex) {
			return ex.hresult().equals(HResult.OR_INVALID_OXID) ? Presence.GONE
					: BROKEN.contains(ex.hresult()) ? Presence.UNREACHABLE : Presence.POSSIBLE;
		}
	}

	/**
	 * Writes the parameters of {@code IObjectExporter::ResolveOxid2}.
	 */
	private List<ByteBuffer> question() {
		NdrWriter out = new NdrWriter(NoPointers.INSTANCE);
		out.writeLong(this.oxid);
		out.writeShort(1);
		out.writeInt(1);
		out.writeShort(this.endpoint.tower());
		return out.toBuffers();
	}

	private Guid resolved(ByteBuffer answer) {
		NdrReader in = new NdrReader(answer, NoPointers.INSTANCE);
		if (in.readReferent()) {
			int units = in.readCount(2);
			in.readInt();
			in.readBytes(2 * units);
		}
		Guid resolved = in.readGuid();
		if (resolved.equals(Guid.NULL)) {
			throw new ComException(HResult.OR_INVALID_OXID, "The process at " + this.endpoint + " is another one now");
		}
		return resolved;
	}

}
