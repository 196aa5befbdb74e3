package io.github.comspring.core.orpc;

import java.time.Duration;
import java.util.function.Consumer;

import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.call.RemoteFailure;
import io.github.comspring.core.orpc.importer.Exchanges;
import io.github.comspring.core.orpc.importer.OutgoingCalls;
import io.github.comspring.core.orpc.importer.OutgoingExchange;
import io.github.comspring.core.orpc.stub.Stub;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;

/**
 * An interface that belongs to no object, such as that of an activator: it is called by
 * its own id.
 */
public final class ObjectlessInterface {

	private final Exchanges exchanges;

	private final OutgoingCalls calls;

	private final Iid iid;

	ObjectlessInterface(Exchanges exchanges, OutgoingCalls calls, Iid iid) {
		this.exchanges = exchanges;
		this.calls = calls;
		this.iid = iid;
	}

	/**
	 * Serves the interface.
	 * @param stub carries out its calls
	 */
	public void export(Stub stub) {
		this.exchanges.exporter().exportInterface(this.iid, stub);
	}

	/**
	 * Calls the interface of another process.
	 * @param endpoint where that process listens
	 * @param opnum the operation
	 * @param timeout how long the call may take
	 * @param parameters writes the parameters
	 * @return the results
	 * @throws io.github.comspring.ComException with what the other side threw, or why it
	 * cannot be called
	 */
	public NdrReader call(Endpoint endpoint, int opnum, Duration timeout, Consumer<NdrWriter> parameters) {
		try {
			return this.calls.call(endpoint, new OutgoingExchange(this.exchanges, 0), new SyntaxId(this.iid.guid(), 0),
					null, opnum, timeout, null, parameters::accept);
		}
		catch (RemoteFailure ex) {
			throw ex.failure();
		}
	}

}
