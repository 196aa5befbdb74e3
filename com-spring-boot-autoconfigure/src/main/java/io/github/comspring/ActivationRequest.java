package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * What a client asks the {@link Activator} for, where the defaults will not do.
 *
 * @param clsid the class
 * @param contexts where it may run, or {@code null} for what the class's registration
 * says and else {@link ClassContext#ALL}
 * @param machine the machine to run it on ({@code COSERVERINFO}), or {@code null} for
 * what the registration says
 * @param outer the object that the new one becomes a part of, or {@code null}
 */
public record ActivationRequest(Clsid clsid, @Nullable ClassContext contexts, @Nullable String machine,
		@Nullable Object outer) {

	/**
	 * Creates a request.
	 * @throws ComException {@code E_INVALIDARG} if the class id is {@code null}
	 */
	public ActivationRequest {
		Arguments.required(clsid, "The class id of a request");
	}

	/**
	 * Asks for a class wherever its registration says that it runs.
	 * @param clsid the class
	 * @return the request
	 */
	public static ActivationRequest of(Clsid clsid) {
		return new ActivationRequest(clsid, null, null, null);
	}

	/**
	 * The same request, limited to some contexts.
	 * @param allowed where the class may run
	 * @return the request
	 */
	public ActivationRequest in(ClassContext allowed) {
		Arguments.required(allowed, "The class context of a request");
		return new ActivationRequest(this.clsid, allowed, this.machine, this.outer);
	}

	/**
	 * The same request, for one machine.
	 * @param name the name of the machine
	 * @return the request
	 */
	public ActivationRequest on(String name) {
		Arguments.required(name, "The machine of a request");
		return new ActivationRequest(this.clsid, this.contexts, name, this.outer);
	}

	/**
	 * The same request, for a part of an outer object.
	 * @param controlling the outer object
	 * @return the request
	 */
	public ActivationRequest aggregatedBy(Object controlling) {
		Arguments.required(controlling, "The outer object of a request");
		return new ActivationRequest(this.clsid, this.contexts, this.machine, controlling);
	}

}
