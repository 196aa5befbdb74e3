package io.github.comspring.core.orpc.stub;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.apartment.Apartment;
import io.github.comspring.core.apartment.ContextLoader;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.rpc.pdu.RpcFault;
import org.jspecify.annotations.Nullable;

/**
 * Carries out calls of a Java interface.
 *
 * @param target the object
 * @param apartment where it is called
 * @param type the interface
 */
public record InterfaceStub(Object target, Apartment apartment, RemotableInterface type) implements Stub {

	@Override
	public int version() {
		return this.type.fingerprint();
	}

	@Override
	public @Nullable Operation operation(int opnum) {
		return this.type.operation(opnum);
	}

	@Override
	public HResult invoke(int opnum, NdrReader in, NdrWriter out) throws Throwable {
		Operation operation = this.type.operation(opnum);
		if (operation == null) {
			throw new RpcFault(RpcFault.OPERATION_RANGE, this.type.type().getName() + " has no operation " + opnum);
		}
		// What the result hands out is called with it, too
		ClassLoader before = ContextLoader.replace(this.apartment.contextClassLoader());
		try {
			Object[] arguments = operation.readArguments(in);
			writeResult(operation, out, invoke(operation, arguments));
			return HResult.S_OK;
		}
		finally {
			ContextLoader.restore(before);
		}
	}

	@Override
	public void writeNoResults(int opnum, NdrWriter out) {
		Operation operation = this.type.operation(opnum);
		if (operation != null) {
			operation.writeNoResult(out);
		}
	}

	private static void writeResult(Operation operation, NdrWriter out, @Nullable Object result) {
		try {
			operation.writeResult(out, result);
		}
		catch (ComException ex) {
			throw new ComException(ex.hresult(), "The result of " + operation + " cannot be sent. " + ex.detail(),
					ex.getCause());
		}
	}

	private @Nullable Object invoke(Operation operation, Object[] arguments) throws Throwable {
		if (this.apartment.isFreeThreaded()) {
			return operation.invoke(this.target, arguments);
		}
		return this.apartment.call(() -> {
			try {
				return operation.invoke(this.target, arguments);
			}
			catch (Exception | Error ex) {
				throw ex;
			}
			catch (Throwable ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

}
