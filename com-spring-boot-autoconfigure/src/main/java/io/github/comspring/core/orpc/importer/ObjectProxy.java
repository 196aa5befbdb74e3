package io.github.comspring.core.orpc.importer;

import java.lang.ref.Reference;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import io.github.comspring.ComException;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.interfaces.Operation;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.orpc.call.LostCallException;
import io.github.comspring.core.orpc.call.RemoteFailure;
import io.github.comspring.core.rpc.pdu.SyntaxId;
import org.jspecify.annotations.Nullable;

/**
 * Calls an object of another process through a Java interface ({@code IRpcProxyBuffer}).
 * Two proxies are equal if they lead to the same object. Safe from any thread.
 */
final class ObjectProxy implements InvocationHandler {

	private final OutgoingCalls calls;

	private final Exchanges exchanges;

	private final RemoteInterface remote;

	private final RemotableInterface type;

	private final SyntaxId interfaceId;

	private ObjectProxy(OutgoingCalls calls, Exchanges exchanges, RemoteInterface remote, RemotableInterface type) {
		this.calls = calls;
		this.exchanges = exchanges;
		this.remote = remote;
		this.type = type;
		this.interfaceId = new SyntaxId(type.iid().guid(), type.fingerprint());
	}

	/**
	 * Makes a proxy.
	 * @param calls makes the calls
	 * @param exchanges what they marshal with
	 * @param remote what it leads to
	 * @return an instance of the interface
	 * @throws ComException {@code CO_E_CANT_REMOTE} if the interface cannot be called
	 * from another process
	 */
	static Object create(OutgoingCalls calls, Exchanges exchanges, RemoteInterface remote) {
		Class<?> type = remote.type();
		ObjectProxy handler = new ObjectProxy(calls, exchanges, remote, RemotableInterface.of(type));
		return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler);
	}

	/**
	 * Finds what makes the calls of a proxy.
	 * @param object any object
	 * @return the proxy's handler, or {@code null} if the object is none of ours
	 */
	static @Nullable ObjectProxy behind(Object object) {
		boolean proxy = Proxy.isProxyClass(object.getClass());
		return (proxy && Proxy.getInvocationHandler(object) instanceof ObjectProxy handler) ? handler : null;
	}

	RemoteInterface remote() {
		return this.remote;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
		Operation operation = this.type.operation(method);
		if (operation == null) {
			return invokeObjectMethod(method, arguments);
		}
		try {
			return invoke(operation, arguments, null);
		}
		finally {
			// Its collection gives the object back
			Reference.reachabilityFence(proxy);
		}
	}

	/**
	 * Calls a method.
	 * @param operation the method
	 * @param arguments its arguments
	 * @param room where the answer goes if it fits, or {@code null}
	 * @return its result, which may be a view of the room
	 * @throws Throwable what it threw
	 */
	@Nullable Object invoke(Operation operation, Object @Nullable [] arguments, byte @Nullable [] room) throws Throwable {
		OutgoingExchange exchange = new OutgoingExchange(this.exchanges, this.remote.object());
		try {
			return operation.readResult(call(operation, exchange, arguments, room));
		}
		finally {
			exchange.answered();
		}
	}

	private NdrReader call(Operation operation, OutgoingExchange exchange, Object @Nullable [] arguments,
			byte @Nullable [] room) throws Throwable {
		try {
			this.remote.object().requireHeld();
			return this.calls.call(this.remote.object(), exchange, this.interfaceId, this.remote.ipid(),
					operation.opnum(), operation, room, (out) -> operation.writeArguments(out, arguments));
		}
		catch (RemoteFailure ex) {
			throw ex.failure(operation);
		}
		catch (ComException ex) {
			throw LostCallException
				.of("Calling " + operation.method().getName() + " of " + this.remote + " failed. " + ex.detail(), ex);
		}
	}

	private Object invokeObjectMethod(Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "equals" -> arguments != null && isSame(arguments[0]);
			case "hashCode" -> System.identityHashCode(this.remote.object());
			default -> "Proxy for " + this.remote;
		};
	}

	private boolean isSame(@Nullable Object other) {
		RemoteInterface behind = (other != null) ? RemoteInterface.behind(other) : null;
		return behind != null && behind.object() == this.remote.object();
	}

}
