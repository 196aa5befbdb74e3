package io.github.comspring.core.orpc.stub;

import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.rpc.pdu.RpcFault;
import org.jspecify.annotations.Nullable;

/**
 * {@code IUnknown}, whose methods are not called this way but through
 * {@code IRemUnknown}.
 */
public enum UnknownStub implements Stub {

	/** The only one. */
	INSTANCE;

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
		throw new RpcFault(RpcFault.OPERATION_RANGE, "IUnknown has no operation " + opnum);
	}

	@Override
	public void writeNoResults(int opnum, NdrWriter out) {
		// There are no operations
	}

}
