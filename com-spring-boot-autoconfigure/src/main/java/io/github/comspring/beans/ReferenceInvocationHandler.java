package io.github.comspring.beans;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Set;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ReflectionUtils;

/**
 * Calls through a reference. The guard is asked for each caller, since the pointer is
 * shared by all of them. A call that finds the object gone is not repeated: nobody knows
 * how far it came. The next one finds a new object.
 */
final class ReferenceInvocationHandler implements InvocationHandler {

	private static final Log logger = LogFactory.getLog(ReferenceInvocationHandler.class);

	private static final Set<HResult> GONE = Set.of(HResult.CO_E_OBJNOTCONNECTED, HResult.RPC_E_DISCONNECTED,
			HResult.RPC_S_SERVER_UNAVAILABLE);

	private final String description;

	private final Iid iid;

	private final ReferencePointer pointer;

	private final ActivationGuard guard;

	ReferenceInvocationHandler(String description, Iid iid, ReferencePointer pointer, ActivationGuard guard) {
		this.description = description;
		this.iid = iid;
		this.pointer = pointer;
		this.guard = guard;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] args) throws Throwable {
		if (method.getDeclaringClass() == Object.class) {
			return answer(proxy, method, args);
		}
		ComPointer<?> present = this.pointer.get();
		try {
			this.guard.check(Activation.inProcess(present.coClass(), this.iid, ClassContext.INPROC_SERVER)
				.toCall(method.getName()));
			ReflectionUtils.makeAccessible(method);
			return method.invoke(present.get(), args);
		}
		catch (InvocationTargetException ex) {
			discardIfGone(present, ex.getTargetException());
			throw ex.getTargetException();
		}
		catch (ComException ex) {
			discardIfGone(present, ex);
			throw ex;
		}
	}

	private @Nullable Object answer(Object proxy, Method method, @Nullable Object @Nullable [] args) {
		return switch (method.getName()) {
			case "equals" -> args != null && proxy == args[0];
			case "hashCode" -> System.identityHashCode(proxy);
			default -> this.description;
		};
	}

	private void discardIfGone(ComPointer<?> present, Throwable failure) {
		if (failure instanceof ComException fault && GONE.contains(fault.hresult()) && this.pointer.discard(present)) {
			logger.warn("The object of " + present.coClass() + " is gone (" + fault.hresult()
					+ "), the next call through its reference creates a new one");
		}
	}

}
