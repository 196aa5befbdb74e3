package io.github.comspring.core.scm.remote;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.ObjectlessInterface;
import io.github.comspring.core.orpc.wire.PointerArray;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.MachineResolver;
import io.github.comspring.core.scm.protocol.OverdueCall;
import io.github.comspring.core.scm.protocol.OverdueCalls;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.protocol.ServerEnds;
import org.jspecify.annotations.Nullable;

/**
 * The service control manager of another process. Safe from any thread.
 *
 * @param rpc the objects of this process
 * @param endpoint where the service control manager listens
 * @param timeout how long an activation may take, launch included
 */
public record RemoteScm(ObjectRpc rpc, Endpoint endpoint, Duration timeout) implements Scm {

	private static final Logger logger = System.getLogger(RemoteScm.class.getName());

	/**
	 * Has this process introduced by it.
	 */
	public RemoteScm {
		MachineResolver.introduces(rpc, endpoint);
	}

	@Override
	public Activated activate(ScmRequest request) {
		Clsid clsid = request.target().coClass().clsid();
		ActivationIn asked = new ActivationIn(clsid, ClassContext.LOCAL_SERVER, request.iids());
		int opnum = request.classObject() ? ScmActivatorStub.GET_CLASS_OBJECT : ScmActivatorStub.CREATE_INSTANCE;
		try {
			Activated activated = read(asked, call(asked, opnum));
			// Who is missed has its references taken back
			this.rpc.stayConnected(this.endpoint);
			return activated;
		}
		catch (ComException ex) {
			throw explain(request, ex);
		}
	}

	@Override
	public boolean overdue(OverdueCall call) {
		try {
			return this.rpc.wellKnown(this.endpoint, 0, null, OverdueCalls.IPID, OverdueCalls.class).report(call);
		}
		catch (ComException ex) {
			logger.log(Level.WARNING, "The service control manager was not told that {0} of {1} was not answered: {2}",
					call.operation(), call.clsid(), ex.getMessage());
			return false;
		}
	}

	@Override
	public @Nullable String name(long server) {
		return ask((ends) -> ends.name(server));
	}

	@Override
	public @Nullable String end(long server) {
		return ask((ends) -> ends.end(server));
	}

	private @Nullable String ask(Function<ServerEnds, Optional<String>> question) {
		try {
			return question.apply(this.rpc.wellKnown(this.endpoint, 0, null, ServerEnds.IPID, ServerEnds.class))
				.orElse(null);
		}
		catch (ComException ex) {
			logger.log(Level.DEBUG, "The service control manager did not say what became of a server: {0}",
					ex.getMessage());
			return null;
		}
	}

	private NdrReader call(ActivationIn asked, int opnum) {
		ObjectlessInterface activator = this.rpc.objectless(ScmActivatorStub.IID);
		return activator.call(this.endpoint, opnum, this.timeout, (out) -> {
			if (opnum == ScmActivatorStub.CREATE_INSTANCE) {
				out.writeReferent(false);
			}
			byte[] properties = asked.toBytes(this.endpoint.tower(), out.pointers());
			out.writeReferent(true);
			out.writeInt(properties.length);
			out.writeInt(properties.length);
			out.writeBytes(properties, 0, properties.length);
			out.align(4);
		});
	}

	private static Activated read(ActivationIn asked, NdrReader in) {
		if (!in.readReferent()) {
			throw new ComException(HResult.CO_E_SCM_ERROR, "An activation was answered without properties");
		}
		List<byte @Nullable []> references = ActivationOut.parse(PointerArray.readOne(in), in.pointers());
		if (references.size() != asked.iids().size() || references.stream().allMatch((each) -> each == null)) {
			throw new ComException(HResult.CO_E_SCM_ERROR, "An activation was answered with other pointers than asked");
		}
		return new Activated(references, Guid.NULL);
	}

	private ComException explain(ScmRequest request, ComException ex) {
		boolean absent = ex.hresult().equals(HResult.RPC_S_SERVER_UNAVAILABLE);
		return absent ? new ComException(HResult.CO_E_SCM_RPC_FAILURE,
				"Class " + request.target().coClass() + " runs in another process, and the service control manager at "
						+ this.endpoint + " does not answer: start an application with comspring.scm.mode=host there, "
						+ "or set comspring.scm.mode=embedded",
				ex) : ex;
	}

}
