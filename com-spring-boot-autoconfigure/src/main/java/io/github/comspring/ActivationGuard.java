package io.github.comspring;

/**
 * Decides whether a client gets what it asks for. Asked on the server's side: by the
 * class table and the module loader of the process that owns the class object, and by the
 * service control manager. Safe from any thread.
 */
@FunctionalInterface
public interface ActivationGuard {

	/** Lets everybody in. */
	ActivationGuard NONE = (activation) -> {
	};

	/**
	 * Returns if the client may, and throws if not.
	 * @param activation what the client asks for
	 * @throws ComException {@code E_ACCESSDENIED}, naming the right, the class, the
	 * client and the rule that refused
	 */
	void check(Activation activation);

}
