package io.github.comspring.core.ndr.interfaces;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.ndr.codec.TypeText;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import org.jspecify.annotations.Nullable;

/**
 * A Java interface as it is on the wire: its operations with their numbers and codecs.
 * Built once for each interface. Immutable, and safe from any thread.
 */
public final class RemotableInterface {

	private static final ClassValue<RemotableInterface> BUILT = new ClassValue<>() {
		@Override
		protected RemotableInterface computeValue(Class<?> type) {
			try {
				return new RemotableInterface(type);
			}
			catch (LinkageError ex) {
				throw new ComException(HResult.CO_E_CANT_REMOTE,
						"Interface " + type.getName() + " mentions a type that is missing here: " + ex.getMessage()
								+ ". Add the jar that has it to the class path",
						ex);
			}
		}
	};

	private final Class<?> type;

	private final Iid iid;

	private final List<Operation> operations;

	/** In the order of the numbers. */
	private final Map<Integer, Operation> byOpnum = new LinkedHashMap<>();

	private final Map<Method, Operation> byMethod = new HashMap<>();

	private final int fingerprint;

	private RemotableInterface(Class<?> type) {
		this.type = type;
		this.iid = Iid.of(type);
		OperationBuilder builder = new OperationBuilder();
		new OperationNumbers(type, new InterfaceMethods(type)).numbered().forEach((opnum, methods) -> {
			Operation operation = builder.build(opnum, methods);
			this.byOpnum.put(opnum, operation);
			methods.forEach((each) -> this.byMethod.put(each.method(), operation));
		});
		this.operations = List.copyOf(this.byOpnum.values());
		TypeText text = new TypeText();
		this.operations.forEach((each) -> each.describe(text));
		this.fingerprint = text.fingerprint();
	}

	/**
	 * Returns the interface that a Java type declares.
	 * @param type an interface with
	 * {@link io.github.comspring.ComInterface @ComInterface}, or {@link Object} for
	 * {@code IUnknown}, which has no operations of its own
	 * @return the interface
	 * @throws UnremotableTypeException if a method has a type that cannot be marshalled,
	 * or declares an exception that cannot be made anew
	 * @throws ComException {@code E_NOINTERFACE} if the type declares no interface,
	 * {@code E_INVALIDARG} if its numbering is inconsistent, {@code CO_E_CANT_REMOTE} if
	 * a type that it mentions is missing
	 */
	public static RemotableInterface of(Class<?> type) {
		return BUILT.get(type);
	}

	public Class<?> type() {
		return this.type;
	}

	public Iid iid() {
		return this.iid;
	}

	/**
	 * Returns the fingerprint of all operations: their numbers, names, and types down to
	 * the components of records, as they are encoded. Two processes in which it is the
	 * same read each other's calls.
	 * @return the fingerprint, never 0
	 */
	public int fingerprint() {
		return this.fingerprint;
	}

	/**
	 * Returns the operations in the order of their numbers.
	 * @return the operations
	 */
	public List<Operation> operations() {
		return this.operations;
	}

	/**
	 * Finds the operation of a number.
	 * @param opnum the number
	 * @return the operation, or {@code null} if there is none
	 */
	public @Nullable Operation operation(int opnum) {
		return this.byOpnum.get(opnum);
	}

	/**
	 * Finds the operation of a method, also of one that is declared by an interface
	 * above.
	 * @param method the method, as a proxy gets it
	 * @return the operation, or {@code null} if the method is none, such as those of
	 * {@link Object}
	 */
	public @Nullable Operation operation(Method method) {
		return this.byMethod.get(method);
	}

}
