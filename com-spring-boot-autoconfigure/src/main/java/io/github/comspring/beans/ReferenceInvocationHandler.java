package io.github.comspring.beans;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Idempotent;
import io.github.comspring.Iid;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.orpc.call.LostCall;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Calls through a reference. The guard is asked for each caller, since the pointer is
 * shared by all of them. An object that is gone is replaced for the next call. A call is
 * repeated, once, if it has not begun or may be carried out twice; otherwise nobody knows
 * how far it came.
 */
final class ReferenceInvocationHandler implements InvocationHandler {

	private static final Set<HResult> GONE = Set.of(HResult.CO_E_OBJNOTCONNECTED, HResult.RPC_E_DISCONNECTED,
			HResult.RPC_S_SERVER_UNAVAILABLE);

	private final String description;

	private final Iid iid;

	private final ReferencePointer pointer;

	private final ActivationGuard guard;

	private final boolean reactivate;

	ReferenceInvocationHandler(String description, Iid iid, ReferencePointer pointer, ActivationGuard guard,
			boolean reactivate) {
		this.description = description;
		this.iid = iid;
		this.pointer = pointer;
		this.guard = guard;
		this.reactivate = reactivate;
	}

	/**
	 * Gives the pointer of a reference back.
	 * @param reference the reference, or {@code null} if nobody has it any more
	 */
	static void release(@Nullable Object reference) {
		if (reference != null && Proxy.getInvocationHandler(reference) instanceof ReferenceInvocationHandler handler) {
			handler.pointer.release();
		}
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return answer(proxy, method, args);
		}
		ReferenceTarget target = this.pointer.get();
		try {
			return call(target, method, args);
		}
		catch (ComException ex) {
			boolean repeated = this.reactivate && isRepeatable(target, ex, method);
			if (repeated || (this.reactivate && GONE.contains(ex.hresult()))) {
				this.pointer.discard(target, ex);
			}
			if (!repeated) {
				throw ex;
			}
		}
		return call(this.pointer.get(), method, args);
	}

	private @Nullable Object call(ReferenceTarget target, Method method, @Nullable Object @Nullable [] args)
			throws Throwable {
		this.guard.check(
				Activation.inProcess(target.coClass(), this.iid, ClassContext.INPROC_SERVER).toCall(method.getName()));
		ReflectionUtils.makeAccessible(method);
		try {
			return method.invoke(target.object(), args);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	/**
	 * What an object of this process has met when it called others is its own affair.
	 */
	private static boolean isRepeatable(ReferenceTarget target, ComException failure, Method method) {
		LostCall lost = (ObjectRpc.processOf(target.object()) != null) ? LostCall.of(failure) : null;
		return lost == LostCall.NOT_BEGUN
				|| (lost == LostCall.UNDER_WAY && method.isAnnotationPresent(Idempotent.class));
	}

	private @Nullable Object answer(Object proxy, Method method, @Nullable Object @Nullable [] args) {
		return switch (method.getName()) {
			case "equals" -> args != null && proxy == args[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> this.description;
		};
	}

}
