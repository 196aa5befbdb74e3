package io.github.comspring.core.scm.remote;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.orpc.call.Caller;
import io.github.comspring.core.orpc.stub.Stub;
import io.github.comspring.core.orpc.wire.PointerArray;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.rpc.pdu.RpcFault;
import io.github.comspring.core.scm.protocol.Activated;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.core.scm.protocol.ScmRequest;
import org.jspecify.annotations.Nullable;

/**
 * {@code IRemoteSCMActivator} (MS-DCOM section 3.1.2.5.2.3): activation for clients in
 * other processes. What they ask for is activated as a local server, by this side's
 * registry (row CX-09).
 *
 * @param scm the service control manager
 * @param registry resolves classes
 */
public record ScmActivatorStub(Scm scm, ComRegistry registry) implements Stub {

	/** {@code IID_IRemoteSCMActivator}. */
	public static final Iid IID = Iid.of("{000001A0-0000-0000-C000-000000000046}");

	static final int GET_CLASS_OBJECT = 3;

	static final int CREATE_INSTANCE = 4;

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
		if (opnum != GET_CLASS_OBJECT && opnum != CREATE_INSTANCE) {
			throw new RpcFault(RpcFault.OPERATION_RANGE, "IRemoteSCMActivator has no operation " + opnum);
		}
		if (opnum == CREATE_INSTANCE && in.readReferent()) {
			throw new ComException(HResult.CLASS_E_NOAGGREGATION,
					"A class in another process cannot be a part of an object here");
		}
		if (!in.readReferent()) {
			throw new ComException(HResult.E_INVALIDARG, "An activation without properties");
		}
		ActivationIn asked = ActivationIn.parse(PointerArray.readOne(in), in.pointers());
		Activated activated = this.scm.activate(request(asked, opnum == GET_CLASS_OBJECT));
		byte[] answer = new ActivationOut(asked.iids(), activated).toBytes(out.pointers());
		out.writeReferent(true);
		out.writeInt(answer.length);
		out.writeInt(answer.length);
		out.writeBytes(answer, 0, answer.length);
		out.align(4);
		return HResult.S_OK;
	}

	@Override
	public void writeNoResults(int opnum, NdrWriter out) {
		out.writeReferent(false);
	}

	private ScmRequest request(ActivationIn asked, boolean classObject) {
		Caller caller = Caller.current();
		if (caller == null) {
			throw new IllegalStateException("Not in a call");
		}
		ResolvedClass target = this.registry.resolve(asked.clsid());
		List<Iid> iids = classObject ? asked.iids().subList(0, 1) : asked.iids();
		return new ScmRequest(target, classObject, iids, caller.client(), caller.peer().origin(),
				caller.authenticationLevel());
	}

}
