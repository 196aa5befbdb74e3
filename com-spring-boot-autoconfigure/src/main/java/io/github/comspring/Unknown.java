package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * An object that answers for more interfaces than its Java class implements:
 * {@code IUnknown::QueryInterface} in the object's own hands. Objects that aggregate
 * others, or that make an interface on demand, implement it; all others need not, since
 * their Java type answers for them.
 * <p>
 * The set of interfaces must not change during the object's life.
 */
public interface Unknown {

	/**
	 * Returns this object's view for an interface.
	 * @param type a Java interface with {@link ComInterface @ComInterface}
	 * @return an instance of {@code type}, not necessarily the same each time, or
	 * {@code null} if the object does not support it
	 */
	@Nullable Object queryInterface(Class<?> type);

}
