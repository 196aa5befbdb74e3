package io.github.comspring.core.orpc.importer;

import java.util.List;

import io.github.comspring.Guid;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.orpc.Inside;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.wire.InterfaceRef;
import io.github.comspring.core.orpc.wire.StdObjRef;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * Calls {@code IRemUnknown} of a process as this runtime does, and as it never would.
 */
public final class RemUnknownClient {

	private final ObjectRpc client;

	private final long oxid;

	private final Endpoint endpoint;

	private final RemUnknownProxy proxy;

	/**
	 * Creates a client.
	 * @param client the process that calls
	 * @param oxid the process that is called
	 * @param endpoint where it listens
	 */
	public RemUnknownClient(ObjectRpc client, long oxid, Endpoint endpoint) {
		this.client = client;
		this.oxid = oxid;
		this.endpoint = endpoint;
		this.proxy = new RemUnknownProxy(Inside.calls(client), Inside.importer(client).exchanges(), oxid, endpoint);
	}

	/**
	 * Calls {@code RemQueryInterface}.
	 */
	public StdObjRef queryInterface(Guid ipid, Iid iid) {
		return this.proxy.queryInterface(ipid, iid);
	}

	/**
	 * Calls {@code RemRelease}.
	 */
	public void release(List<InterfaceRef> references) {
		release(references, 0);
	}

	/**
	 * Calls {@code RemRelease} as often as there are releases with the number.
	 */
	public void release(List<InterfaceRef> references, long number) {
		this.proxy.release(references, number);
	}

	/**
	 * Calls any operation through any interface.
	 */
	public NdrReader call(SyntaxId interfaceId, Guid ipid, int opnum, OutgoingCalls.Parameters parameters) {
		OutgoingExchange exchange = new OutgoingExchange(Inside.importer(this.client).exchanges(), this.oxid);
		return Inside.calls(this.client)
			.call(this.endpoint, exchange, interfaceId, ipid, opnum, null, null, parameters);
	}

}
