package io.github.comspring.core.ndr.interfaces;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.InterfacePointers;
import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import io.github.comspring.core.ndr.access.LateHandle;
import io.github.comspring.core.ndr.access.MemberAccess;
import io.github.comspring.core.ndr.codec.NdrSlot;
import io.github.comspring.core.ndr.codec.TypeText;
import org.jspecify.annotations.Nullable;

/**
 * A method as it is on the wire. Immutable, and safe from any thread.
 */
public final class Operation {

	private static final Object[] NO_ARGUMENTS = {};

	private static final MethodType INVOKER = MethodType.methodType(Object.class, Object.class, Object[].class);

	private final Method method;

	private final int opnum;

	private final NdrSlot[] parameters;

	/** The parameters whose arguments are kept after the call. */
	private final BitSet kept;

	private final @Nullable NdrSlot result;

	private final LateHandle invoker;

	private final Set<Class<?>> declaredExceptions;

	/**
	 * Creates an operation.
	 * @param method the method
	 * @param opnum its number
	 * @param parameters the slots of its parameters
	 * @param kept the parameters whose arguments are kept after the call
	 * @param result the slot of its result, or {@code null} if it has none
	 * @throws IllegalAccessException if the module of the interface keeps it closed
	 */
	Operation(Method method, int opnum, List<NdrSlot> parameters, BitSet kept, @Nullable NdrSlot result)
			throws IllegalAccessException {
		this.method = method;
		this.opnum = opnum;
		this.parameters = parameters.toArray(NdrSlot[]::new);
		this.kept = kept;
		this.result = result;
		MethodHandle direct = MemberAccess.of(method);
		this.invoker = new LateHandle(
				() -> direct.asFixedArity().asSpreader(Object[].class, parameters.size()).asType(INVOKER));
		this.declaredExceptions = Set.copyOf(List.of(method.getExceptionTypes()));
	}

	public Method method() {
		return this.method;
	}

	public int opnum() {
		return this.opnum;
	}

	/**
	 * Writes the arguments of a call.
	 * @param out where to
	 * @param arguments the arguments, {@code null} or empty for none
	 * @throws ComException {@code E_INVALIDARG} if a value is not what its type says or
	 * contains itself
	 */
	public void writeArguments(NdrWriter out, Object @Nullable [] arguments) {
		for (int i = 0; i < this.parameters.length; i++) {
			keep(out.pointers(), i);
			write(out, this.parameters[i], arguments[i]);
		}
	}

	/**
	 * Reads the arguments of a call. More bytes may follow, as some clients send them.
	 * @param in where from
	 * @return the arguments
	 * @throws io.github.comspring.ComException {@code RPC_X_BAD_STUB_DATA}
	 */
	public Object[] readArguments(NdrReader in) {
		if (this.parameters.length == 0) {
			return NO_ARGUMENTS;
		}
		@Nullable Object[] arguments = new Object[this.parameters.length];
		for (int i = 0; i < arguments.length; i++) {
			keep(in.pointers(), i);
			arguments[i] = read(in, this.parameters[i]);
		}
		return arguments;
	}

	private void keep(InterfacePointers pointers, int parameter) {
		if (!this.kept.isEmpty()) {
			pointers.keep(this.kept.get(parameter));
		}
	}

	/**
	 * Writes the result of a call; nothing if the method has none.
	 * @param out where to
	 * @param result the result
	 * @throws ComException {@code E_INVALIDARG} if a value is not what its type says or
	 * contains itself
	 */
	public void writeResult(NdrWriter out, @Nullable Object result) {
		if (this.result != null) {
			write(out, this.result, result);
		}
	}

	/**
	 * Writes what stands in the place of the result of a call that threw: a null pointer
	 * or zero; nothing if the method has no result.
	 * @param out where to
	 */
	public void writeNoResult(NdrWriter out) {
		if (this.result != null) {
			this.result.writeNothing(out);
		}
	}

	/**
	 * Reads the result of a call.
	 * @param in where from
	 * @return the result, {@code null} if the method has none
	 * @throws io.github.comspring.ComException {@code RPC_X_BAD_STUB_DATA}
	 */
	public @Nullable Object readResult(NdrReader in) {
		return (this.result != null) ? read(in, this.result) : null;
	}

	/**
	 * Calls the method.
	 * @param target the object
	 * @param arguments the arguments
	 * @return the result
	 * @throws Throwable what the method threw, as it was
	 */
	public @Nullable Object invoke(Object target, Object[] arguments) throws Throwable {
		MethodHandle handle = this.invoker.get();
		return (handle != null) ? handle.invokeExact(target, arguments)
				: MemberAccess.invoke(this.method, target, arguments);
	}

	/**
	 * Returns the checked and unchecked exceptions that the method declares, which travel
	 * as themselves.
	 * @return the types
	 */
	public Set<Class<?>> declaredExceptions() {
		return this.declaredExceptions;
	}

	/**
	 * Describes the operation as it is encoded.
	 * @param text what to append to
	 */
	void describe(TypeText text) {
		text.append(this.opnum).append(" ").append(this.method.getName()).append("(");
		for (int i = 0; i < this.parameters.length; i++) {
			text.append(this.kept.get(i) ? "kept " : "");
			this.parameters[i].describe(text);
			text.append(",");
		}
		text.append(")");
		if (this.result != null) {
			this.result.describe(text);
		}
		text.append("\n");
	}

	/**
	 * Returns the method as an error names it.
	 */
	@Override
	public String toString() {
		return this.method.getDeclaringClass().getName() + "." + this.method.getName();
	}

	private void write(NdrWriter out, NdrSlot slot, @Nullable Object value) {
		try {
			slot.write(out, value);
		}
		catch (ClassCastException ex) {
			// Generics are not checked at runtime
			throw new ComException(HResult.E_INVALIDARG,
					"A value in a call of " + this + " is not of its declared type", ex);
		}
	}

	private @Nullable Object read(NdrReader in, NdrSlot slot) {
		try {
			return slot.read(in);
		}
		catch (ComException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// Such as the thirtieth of February, or hashCode() of a key
			throw new ComException(HResult.RPC_X_BAD_STUB_DATA, "A value in a call of " + this + " is not valid", ex);
		}
	}

}
