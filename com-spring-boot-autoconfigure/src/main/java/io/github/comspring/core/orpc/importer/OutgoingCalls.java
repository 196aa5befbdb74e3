package io.github.comspring.core.orpc.importer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.apartment.SingleThreadedApartment;
import io.github.comspring.core.ndr.MessageLimit;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.CallFailure;
import io.github.comspring.core.orpc.call.Causality;
import io.github.comspring.core.orpc.call.Deadline;
import io.github.comspring.core.orpc.call.IncomingCall;
import io.github.comspring.core.orpc.call.LostCall;
import io.github.comspring.core.orpc.call.RemoteFailure;
import io.github.comspring.core.orpc.exporter.OxidResolver;
import io.github.comspring.core.orpc.remote.RemoteObject;
import io.github.comspring.core.orpc.wire.Extent;
import io.github.comspring.core.orpc.wire.OrpcThat;
import io.github.comspring.core.orpc.wire.OrpcThis;
import io.github.comspring.core.rpc.client.RpcClient;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls to objects in other processes. Safe from any thread.
 */
public final class OutgoingCalls {

	private static final Set<HResult> BROKEN = Set.of(HResult.RPC_S_CALL_FAILED, HResult.RPC_S_SERVER_UNAVAILABLE);

	/** Of calls whose methods may run still. */
	private static final Set<HResult> UNANSWERED = Set.of(HResult.RPC_S_CALL_FAILED, HResult.RPC_E_TIMEOUT,
			HResult.RPC_E_CALL_CANCELED);

	private final RpcClient client;

	private final CallChains chains;

	private final Duration timeout;

	private final List<CallExtension> extensions;

	private final MessageLimit arguments;

	private final List<Extent> unchanging;

	private volatile boolean closed;

	/**
	 * Creates what makes calls.
	 * @param client has the connections
	 * @param chains told of calls that may come back
	 * @param timeout how long a call may take if nothing else is said
	 * @param extensions what travels with each call
	 * @param arguments how long the arguments of a call may be
	 * @param unchanging what else travels with each call, always the same
	 */
	public OutgoingCalls(RpcClient client, CallChains chains, Duration timeout, List<CallExtension> extensions,
			MessageLimit arguments, List<Extent> unchanging) {
		this.client = client;
		this.chains = chains;
		this.timeout = timeout;
		this.extensions = extensions;
		this.arguments = arguments;
		this.unchanging = unchanging;
	}

	/**
	 * Makes no more calls.
	 */
	public void close() {
		this.closed = true;
	}

	private RpcClient client() {
		if (this.closed) {
			throw new ComException(HResult.RPC_E_DISCONNECTED, "This process has closed its object RPC");
		}
		return this.client;
	}

	/**
	 * Lets a process know that this one lives for as long as it does.
	 * @param endpoint where the process listens
	 */
	public void stayConnected(Endpoint endpoint) {
		this.client.keep(endpoint, OxidResolver.INTERFACE);
	}

	/**
	 * Ends the connections to a process that this one has nothing of any more.
	 * @param endpoint where the process listens
	 */
	void disconnect(Endpoint endpoint) {
		this.client.disconnect(endpoint);
	}

	/**
	 * Calls an operation of {@code IObjectExporter}, which nothing travels with.
	 * @param endpoint where the process listens
	 * @param opnum the operation
	 * @param parameters its parameters
	 * @return the results
	 * @throws ComException if the call did not get there and back
	 */
	ByteBuffer resolve(Endpoint endpoint, int opnum, List<ByteBuffer> parameters) {
		return client().call(endpoint, OxidResolver.INTERFACE, null, opnum, parameters, null, this.timeout);
	}

	/**
	 * Calls such an operation as a stranger, of whom nothing is left afterwards.
	 */
	ByteBuffer resolve(Endpoint endpoint, int opnum, Duration limit, List<ByteBuffer> parameters) {
		return client().callAsStranger(endpoint, OxidResolver.INTERFACE, opnum, parameters, limit);
	}

	/**
	 * Writes the parameters of a call.
	 */
	public interface Parameters {

		/**
		 * Writes the parameters.
		 * @param out where to
		 */
		void write(NdrWriter out);

	}

	/**
	 * Calls an operation of an object, on the terms that hold for it.
	 * @param object the object
	 * @param exchange the pointers of the call, to be told once it has been answered
	 * @param interfaceId the interface
	 * @param ipid the interface pointer
	 * @param opnum the operation
	 * @param operation the operation for people, as its text
	 * @param room where the answer goes if it fits, or {@code null}
	 * @param parameters writes its parameters
	 * @return the results
	 * @throws RemoteFailure if the operation failed
	 * @throws ComException if the call did not get there and back
	 */
	NdrReader call(RemoteObject object, OutgoingExchange exchange, SyntaxId interfaceId, Guid ipid, int opnum,
			Object operation, byte @Nullable [] room, Parameters parameters) {
		Duration limit = limit(object.terms().timeout());
		try {
			return call(object.process().endpoint(), exchange, interfaceId, ipid, opnum, limit, room, parameters);
		}
		catch (ComException ex) {
			throw (LostCall.met(ex) == LostCall.OVERDUE) ? overdue(object, operation, limit, ex) : lost(object, ex);
		}
	}

	/**
	 * Adds to the failure of a connection how the process at its other end has ended.
	 */
	private static ComException lost(RemoteObject object, ComException ex) {
		boolean broken = ex.getCause() instanceof IOException && BROKEN.contains(ex.hresult());
		String end = broken ? object.terms().watch().end(object.process().oxid()) : null;
		return (end != null) ? new ComException(ex.hresult(), ex.detail() + ". " + end, ex) : ex;
	}

	private Duration limit(@Nullable Duration timeout) {
		return Deadline.shorten((timeout != null) ? timeout : this.timeout);
	}

	private static ComException overdue(RemoteObject object, Object operation, Duration limit, ComException ex) {
		boolean ended = object.terms().watch().overdue(object.process().oxid(), operation.toString(), limit);
		return ended ? new ComException(ex.hresult(),
				ex.detail() + ". The server was ended, as its application has it for such a call", ex) : ex;
	}

	/**
	 * Calls an operation of an object that is known by its number alone, or of no object.
	 * @param endpoint where its process listens
	 * @param exchange the pointers of the call
	 * @param interfaceId the interface
	 * @param ipid the interface pointer, or {@code null} if the interface is of no object
	 * @param opnum the operation
	 * @param timeout how long it may take, or {@code null} for as long as any other
	 * @param room where the answer goes if it fits, or {@code null}
	 * @param parameters writes its parameters
	 * @return the results
	 * @throws RemoteFailure if the operation failed
	 * @throws ComException if the call did not get there and back
	 */
	public NdrReader call(Endpoint endpoint, OutgoingExchange exchange, SyntaxId interfaceId, @Nullable Guid ipid,
			int opnum, @Nullable Duration timeout, byte @Nullable [] room, Parameters parameters) {
		return call(endpoint, exchange, interfaceId, ipid, opnum, timeout, room, List.of(), parameters);
	}

	/**
	 * Calls such an operation.
	 * @param further what else travels with this call
	 */
	NdrReader call(Endpoint endpoint, OutgoingExchange exchange, SyntaxId interfaceId, @Nullable Guid ipid, int opnum,
			@Nullable Duration timeout, byte @Nullable [] room, List<Extent> further, Parameters parameters) {
		IncomingCall.requireWanted(exchange.other());
		Duration limit = limit(timeout);
		NdrWriter out = new NdrWriter(exchange, this.arguments);
		Guid causality = Causality.current();
		List<ByteBuffer> request = request(out, exchange, causality, limit, further, parameters);
		boolean mayComeBack = this.chains.mayComeBack(exchange.other());
		if (mayComeBack) {
			this.chains.begin(exchange.other(), causality);
		}
		try {
			SingleThreadedApartment here = SingleThreadedApartment.current();
			boolean nested = IncomingCall.current() != null;
			ByteBuffer answer = (here == null)
					? client().call(endpoint, interfaceId, ipid, opnum, request, room, nested, limit) : await(here,
							() -> client().call(endpoint, interfaceId, ipid, opnum, request, room, nested, limit));
			return results(answer, exchange);
		}
		catch (ComException ex) {
			unanswered(exchange, ex);
			throw explain(ex, limit, out.position());
		}
		catch (RemoteFailure ex) {
			throw ex;
		}
		catch (RuntimeException | Error ex) {
			exchange.cancel();
			throw ex;
		}
		finally {
			if (mayComeBack) {
				this.chains.end(exchange.other(), causality);
			}
		}
	}

	private List<ByteBuffer> request(NdrWriter out, OutgoingExchange exchange, Guid causality, Duration limit,
			List<Extent> further, Parameters parameters) {
		try {
			new OrpcThis(causality, extents(limit, further)).write(out);
			parameters.write(out);
			return out.toBuffers();
		}
		catch (ComException ex) {
			exchange.cancel();
			throw explain(ex, limit, out.position());
		}
		catch (RuntimeException | Error ex) {
			exchange.cancel();
			throw ex;
		}
	}

	private static void unanswered(OutgoingExchange exchange, ComException failure) {
		if (UNANSWERED.contains(failure.hresult())) {
			exchange.abandon();
		}
		else {
			exchange.cancel();
		}
	}

	private static ByteBuffer await(SingleThreadedApartment here, Callable<ByteBuffer> call) {
		try {
			return here.await(call);
		}
		catch (RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("A call throws no checked exceptions", ex);
		}
	}

	private static ComException explain(ComException ex, Duration limit, int length) {
		if (ex.hresult().equals(HResult.RPC_E_TIMEOUT)) {
			return new ComException(ex.hresult(), "The deadline of " + limit + " passed. " + ex.detail(), ex);
		}
		return ex.hresult().equals(HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA)
				? new ComException(ex.hresult(), "The arguments take " + length
						+ " bytes, more than comspring.rpc.max-message-size of the server allows", ex)
				: ex;
	}

	private List<Extent> extents(Duration limit, List<Extent> further) {
		if (this.extensions.isEmpty() && this.unchanging.isEmpty() && further.isEmpty()) {
			return List.of(Deadline.extent(limit));
		}
		List<Extent> extents = new ArrayList<>(this.extensions.size() + 2);
		extents.add(Deadline.extent(limit));
		extents.addAll(this.unchanging);
		extents.addAll(further);
		for (CallExtension extension : this.extensions) {
			byte[] data = extension.outgoing();
			if (data != null) {
				extents.add(new Extent(extension.id(), data));
			}
		}
		return extents;
	}

	private NdrReader results(ByteBuffer answer, OutgoingExchange exchange) {
		if (answer.remaining() < Integer.BYTES) {
			throw new ComException(HResult.RPC_X_BAD_STUB_DATA, "A call was answered with nothing");
		}
		int hresult = answer.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(answer.limit() - Integer.BYTES);
		NdrReader in = new NdrReader(answer, exchange);
		OrpcThat that = OrpcThat.read(in);
		if (hresult < 0) {
			byte[] failure = Extent.find(that.extents(), CallFailure.EXTENT);
			throw new RemoteFailure(HResult.of(hresult),
					(failure != null) ? CallFailure.parse(failure)
							: new CallFailure("The server answered with a failure"),
					(received) -> complete(received, that.extents()));
		}
		return in;
	}

	private ComException complete(ComException received, List<Extent> extents) {
		ComException failure = received;
		for (CallExtension extension : this.extensions) {
			byte[] data = Extent.find(extents, extension.id());
			failure = (data != null) ? extension.received(failure, data) : failure;
		}
		return failure;
	}

}
