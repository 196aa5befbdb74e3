package io.github.comspring;

import java.util.List;

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

	/**
	 * Lists the interfaces that this object makes on demand. A client in another process
	 * asks by interface id, for which there must be a Java type here: those that the
	 * class implements are found, others are not unless they are listed
	 * ({@code IInspectable::GetIids}).
	 * @return the interfaces beside those that the class implements, each with
	 * {@link ComInterface @ComInterface}
	 */
	default List<Class<?>> interfaces() {
		return List.of();
	}

}
