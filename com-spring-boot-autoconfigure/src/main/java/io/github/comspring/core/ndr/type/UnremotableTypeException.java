package io.github.comspring.core.ndr.type;

import java.lang.reflect.Method;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * A method has a parameter or result of a type that cannot leave the process.
 */
public final class UnremotableTypeException extends ComException {

	private static final long serialVersionUID = 1L;

	private final transient Method method;

	private final String typeName;

	private final String remedy;

	/**
	 * Creates an exception.
	 * @param method the method
	 * @param typeName the type that cannot be marshalled, and where it is in the method
	 * @param remedy what to use instead, a sentence without a full stop
	 */
	public UnremotableTypeException(Method method, String typeName, String remedy) {
		super(HResult.CO_E_CANT_REMOTE,
				"Method " + method + " has " + typeName + ", which cannot leave the process: " + remedy);
		this.method = method;
		this.typeName = typeName;
		this.remedy = remedy;
	}

	public Method method() {
		return this.method;
	}

	public String typeName() {
		return this.typeName;
	}

	public String remedy() {
		return this.remedy;
	}

}
