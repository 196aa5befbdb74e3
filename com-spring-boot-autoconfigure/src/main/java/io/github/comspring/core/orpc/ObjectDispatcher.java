package io.github.comspring.core.orpc;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.MessageLimit;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.orpc.call.AnswerLimit;
import io.github.comspring.core.orpc.call.CallCounts;
import io.github.comspring.core.orpc.call.CallExtension;
import io.github.comspring.core.orpc.call.CallFailure;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.call.Deadline;
import io.github.comspring.core.orpc.call.DeclaredException;
import io.github.comspring.core.orpc.call.IncomingCall;
import io.github.comspring.core.orpc.exporter.ExportedInterface;
import io.github.comspring.core.orpc.exporter.ExportedObject;
import io.github.comspring.core.orpc.exporter.OxidResolver;
import io.github.comspring.core.orpc.exporter.RemUnknownStub;
import io.github.comspring.core.orpc.importer.Exchanges;
import io.github.comspring.core.orpc.wire.Extent;
import io.github.comspring.core.orpc.wire.OrpcThat;
import io.github.comspring.core.orpc.wire.OrpcThis;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import io.github.comspring.core.rpc.server.Association;
import io.github.comspring.core.rpc.server.RpcCall;
import io.github.comspring.core.rpc.server.RpcDispatcher;
import org.jspecify.annotations.Nullable;

/**
 * Carries out the calls that come into this process. Safe from any thread.
 */
final class ObjectDispatcher implements RpcDispatcher {

	private static final Logger logger = System.getLogger(ObjectDispatcher.class.getName());

	private final Exchanges exchanges;

	private final OxidResolver resolver;

	private final Callers callers;

	private final ActivationGuard guard;

	private final List<CallExtension> extensions;

	private final MessageLimit results;

	private final CallCounts counts = new CallCounts();

	/**
	 * The exchange of the last call on this connection: what it returned is taken back if
	 * the client never gets it, and objects of third processes live until the client
	 * counts on them itself, which it has done when the next call comes.
	 */
	private final ThreadLocal<@Nullable IncomingExchange> last = new ThreadLocal<>();

	/** Whether any thread has ever kept an exchange. */
	private volatile boolean keeping;

	/** What an object waits for that was let go of during the last call. */
	private final ThreadLocal<@Nullable Runnable> farewell = new ThreadLocal<>();

	/** Whether any object has ever waited. */
	private volatile boolean leaving;

	/**
	 * Creates a dispatcher.
	 * @param exchanges what calls marshal with
	 * @param resolver answers what belongs to no object
	 * @param callers knows who calls
	 * @param guard decides who may call
	 * @param extensions what travels with calls
	 * @param results how long the results of a call may be
	 */
	ObjectDispatcher(Exchanges exchanges, OxidResolver resolver, Callers callers, ActivationGuard guard,
			List<CallExtension> extensions, MessageLimit results) {
		this.exchanges = exchanges;
		this.resolver = resolver;
		this.callers = callers;
		this.guard = guard;
		this.extensions = extensions;
		this.results = results;
	}

	@Override
	public @Nullable SyntaxId serves(SyntaxId asked) {
		if (asked.equals(OxidResolver.INTERFACE)) {
			return asked;
		}
		Integer version = this.exchanges.exporter().served().version(asked.uuid(), asked.version());
		return (version != null) ? new SyntaxId(asked.uuid(), version) : null;
	}

	@Override
	public List<ByteBuffer> dispatch(RpcCall call) {
		letGo();
		try {
			return call.interfaceId().equals(OxidResolver.INTERFACE) ? this.resolver.dispatch(call.opnum(), call.stub())
					: dispatchToObject(call);
		}
		catch (ComException ex) {
			// What comes before the parameters of a method cannot be read
			throw new RpcFault(
					ex.hresult().equals(HResult.RPC_X_BAD_STUB_DATA) ? RpcFault.BAD_STUB_DATA : ex.hresult().value(),
					ex.getMessage());
		}
	}

	private List<ByteBuffer> dispatchToObject(RpcCall call) {
		this.counts.begun();
		ExportedInterface target = target(call);
		if (!target.object().enter()) {
			throw disconnected();
		}
		try {
			return dispatchTo(target, call);
		}
		finally {
			leave(target.object());
		}
	}

	private void leave(ExportedObject object) {
		Runnable due = object.leave();
		if (due != null) {
			this.leaving = true;
			this.farewell.set(due);
		}
	}

	/**
	 * Not before: the client need not wait for it, and this thread may have been
	 * interrupted.
	 */
	@Override
	public void answered() {
		Runnable due = this.leaving ? this.farewell.get() : null;
		if (due != null) {
			this.farewell.remove();
			due.run();
		}
	}

	private List<ByteBuffer> dispatchTo(ExportedInterface target, RpcCall call) {
		Caller caller = this.callers.of(call);
		IncomingExchange exchange = new IncomingExchange(this.exchanges, caller.client(),
				Callers.introduced(call.association()) != null);
		NdrReader in = new NdrReader(call.stub(), exchange);
		OrpcThis context = OrpcThis.read(in);
		Deadline deadline = Deadline.read(Extent.find(context.extents(), Deadline.EXTENT), call.ticker());
		IncomingCall before = IncomingCall.replace(new IncomingCall(caller, context.causality(), deadline,
				call.cancellation(), exchange, context.extents()));
		try (CallScopes scopes = new CallScopes()) {
			return answer(call, target, caller, context, scopes, in, exchange);
		}
		finally {
			exchange.end(call.cancellation().isCancelled());
			IncomingCall.replace(before);
			keep(exchange);
		}
	}

	private void keep(IncomingExchange exchange) {
		if (exchange.isPending()) {
			this.keeping = true;
			this.last.set(exchange);
		}
	}

	private void letGo() {
		// Not removed, which would make a new place for the next one
		if (this.keeping && this.last.get() != null) {
			this.last.set(null);
		}
	}

	@Override
	public void undelivered() {
		IncomingExchange lost = this.last.get();
		if (lost != null) {
			this.last.remove();
			lost.undelivered();
		}
	}

	private List<ByteBuffer> answer(RpcCall call, ExportedInterface target, Caller caller, OrpcThis context,
			CallScopes scopes, NdrReader in, IncomingExchange exchange) {
		int taken = AnswerLimit.read(Extent.find(context.extents(), AnswerLimit.EXTENT));
		NdrWriter out = new NdrWriter(exchange, this.results.atMost(taken));
		try {
			OrpcThat.EMPTY.write(out);
			for (CallExtension extension : this.extensions) {
				scopes.enter(extension.incoming(caller, Extent.find(context.extents(), extension.id())));
			}
			checkVersion(call, target);
			check(call, target, caller);
			HResult hresult = target.stub().invoke(call.opnum(), in, out);
			exchange.flush();
			out.align(4);
			out.writeInt(hresult.value());
			if (!target.object().isPermanent()) {
				this.counts.succeeded();
			}
			return out.toBuffers();
		}
		catch (RpcFault ex) {
			exchange.cancel();
			throw ex;
		}
		catch (Throwable ex) {
			flush(exchange, ex);
			if (!call.cancellation().isCancelled()) {
				exchange.cancel();
			}
			return failure(ex, target, call, exchange);
		}
	}

	/**
	 * What a method has written before it failed arrives, too.
	 */
	private static void flush(IncomingExchange exchange, Throwable thrown) {
		try {
			exchange.flush();
		}
		catch (IOException ex) {
			thrown.addSuppressed(ex);
		}
	}

	/**
	 * Finds out whether client and object have the same interface in mind: a process may
	 * serve several versions of one, each of other objects.
	 */
	private static void checkVersion(RpcCall call, ExportedInterface target) {
		SyntaxId served = new SyntaxId(call.interfaceId().uuid(), target.stub().version());
		if (call.interfaceId().version() != 0 && !call.interfaceId().equals(served)) {
			throw new ComException(HResult.RPC_E_VERSION_MISMATCH,
					"The object has interface " + served + ", the client has " + call.interfaceId());
		}
	}

	/**
	 * Asks whether the client may call. What is not of a class is not guarded: the client
	 * has it because somebody handed it to it.
	 */
	private void check(RpcCall call, ExportedInterface target, Caller caller) {
		CoClass coClass = target.object().coClass();
		if (coClass != null) {
			Operation operation = target.stub().operation(call.opnum());
			String method = (operation != null) ? operation.method().getName() : "operation " + call.opnum();
			this.guard.check(new Activation(Activation.Right.ACCESS, coClass, target.iid(), method,
					ClassContext.LOCAL_SERVER, caller.peer().origin(), caller.authenticationLevel()));
		}
	}

	private List<ByteBuffer> failure(Throwable failure, ExportedInterface target, RpcCall call,
			IncomingExchange exchange) {
		Operation operation = target.stub().operation(call.opnum());
		Throwable thrown = translate(failure, operation, target);
		HResult hresult = CallFailure.hresult(thrown, operation);
		if (!target.object().isPermanent() && !call.cancellation().isCancelled()) {
			this.counts.failed(hresult);
		}
		if (hresult.equals(HResult.RPC_E_SERVERFAULT) || thrown instanceof Error) {
			log(call.cancellation().isCancelled() ? Level.DEBUG : Level.ERROR, target, thrown);
		}
		NdrWriter out = new NdrWriter(exchange);
		CallFailure description = CallFailure.of(thrown, operation, target.object().toString());
		new OrpcThat(extents(description, thrown)).write(out);
		target.stub().writeNoResults(call.opnum(), out);
		out.align(4);
		out.writeInt(hresult.value());
		return out.toBuffers();
	}

	private static void log(Level level, ExportedInterface target, Throwable thrown) {
		try {
			logger.log(level, "A call of " + target + " failed", thrown);
		}
		catch (RuntimeException ex) {
			// It is foreign code that gives an exception its text
			logger.log(level, "A call of " + target + " failed with " + thrown.getClass().getName());
		}
	}

	private Throwable translate(Throwable failure, @Nullable Operation operation, ExportedInterface target) {
		Throwable thrown = failure;
		if (operation != null && DeclaredException.types(failure, operation).isEmpty()) {
			String call = operation.method().getName() + " of " + target.object();
			for (CallExtension extension : this.extensions) {
				thrown = extension.thrown(thrown, call);
			}
		}
		return thrown;
	}

	private List<Extent> extents(CallFailure description, Throwable thrown) {
		List<Extent> extents = new ArrayList<>();
		extents.add(new Extent(CallFailure.EXTENT, description.toBytes()));
		for (CallExtension extension : this.extensions) {
			byte[] data = extension.failed(thrown);
			if (data != null) {
				extents.add(new Extent(extension.id(), data));
			}
		}
		return extents;
	}

	private ExportedInterface target(RpcCall call) {
		Guid ipid = call.object();
		ExportedInterface target = this.exchanges.exporter()
			.served()
			.find((ipid != null) ? ipid : call.interfaceId().uuid());
		if (target == null) {
			throw disconnected();
		}
		Guid asked = call.interfaceId().uuid();
		boolean inherits = asked.equals(RemUnknownStub.REM_UNKNOWN.guid())
				&& target.iid().equals(RemUnknownStub.REM_UNKNOWN2);
		if (!target.iid().guid().equals(asked) && !inherits) {
			throw new RpcFault(RpcFault.UNKNOWN_INTERFACE, "A call to " + target + " through interface " + asked);
		}
		return target;
	}

	private static RpcFault disconnected() {
		return new RpcFault(HResult.RPC_E_DISCONNECTED.value(), "A call to an object that is not there any more");
	}

	@Override
	public @Nullable Runnable awaited(Association association, ByteBuffer stub) {
		return this.callers.awaited(association, stub);
	}

	@Override
	public int waiting(@Nullable Object principal) {
		return this.callers.waiting(principal);
	}

	/**
	 * Returns how the calls fare that come in.
	 * @return the counts, which go on
	 */
	CallCounts counts() {
		return this.counts;
	}

	@Override
	public boolean holds(Association association) {
		return this.callers.isKept(association);
	}

	@Override
	public void associationEnded(Association association) {
		this.callers.ended(association);
	}

	/**
	 * What lasts as long as a call, ended in the opposite order.
	 */
	private static final class CallScopes implements AutoCloseable {

		private final Deque<CallExtension.Scope> entered = new ArrayDeque<>(4);

		void enter(CallExtension.Scope scope) {
			this.entered.push(scope);
		}

		@Override
		public void close() {
			while (!this.entered.isEmpty()) {
				this.entered.pop().close();
			}
		}

	}

}
