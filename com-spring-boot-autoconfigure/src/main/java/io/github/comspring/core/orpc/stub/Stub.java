package io.github.comspring.core.orpc.stub;

import io.github.comspring.HResult;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Carries out calls of one interface of one object ({@code IRpcStubBuffer}). Safe from
 * any thread.
 */
public interface Stub {

	/**
	 * Returns the version of the interface, which tells whether a client has the same.
	 * @return the version, 0 for the interfaces of COM
	 */
	int version();

	/**
	 * Finds the method of a number.
	 * @param opnum the number
	 * @return the method, or {@code null} for an operation that is no Java method
	 */
	@Nullable Operation operation(int opnum);

	/**
	 * Carries out a call.
	 * @param opnum the operation
	 * @param in the parameters
	 * @param out takes the results, but for the HRESULT
	 * @return the HRESULT that ends the answer, a failure only if the results say why
	 * @throws io.github.comspring.core.rpc.pdu.RpcFault if there is no such operation
	 * @throws Throwable what the method threw
	 */
	HResult invoke(int opnum, NdrReader in, NdrWriter out) throws Throwable;

	/**
	 * Writes what stands in the place of the results in the answer of a call that threw:
	 * null pointers and zeros, so that it has the form that the interface defines.
	 * @param opnum the operation
	 * @param out takes what stands for the results, but for the HRESULT
	 */
	void writeNoResults(int opnum, NdrWriter out);

}
