package io.github.comspring;

import org.jspecify.annotations.Nullable;

/**
 * The question that the {@link ActivationGuard} answers: may this client have this right
 * to this class?
 *
 * @param right what the client wants to do
 * @param coClass the class, after {@code TreatAs}
 * @param iid the interface asked for
 * @param method the method to be called, for {@link Right#ACCESS} alone
 * @param context where the class is about to run, one context alone
 * @param origin where the client is
 * @param authenticationLevel how well the client's identity and messages are protected
 */
public record Activation(Right right, CoClass coClass, Iid iid, @Nullable String method, ClassContext context,
		Origin origin, AuthenticationLevel authenticationLevel) {

	/**
	 * Creates a question.
	 * @throws ComException {@code E_INVALIDARG} if anything but the method is
	 * {@code null}
	 */
	public Activation {
		Arguments.required(right, "The right");
		Arguments.required(coClass, "The class");
		Arguments.required(iid, "The interface");
		Arguments.required(context, "The class context");
		Arguments.required(origin, "The origin");
		Arguments.required(authenticationLevel, "The authentication level");
	}

	/**
	 * A client in this process asks for a pointer.
	 * @param coClass the class
	 * @param iid the interface
	 * @param context where the class is about to run
	 * @return the question
	 */
	public static Activation inProcess(CoClass coClass, Iid iid, ClassContext context) {
		return new Activation(Right.ACTIVATE, coClass, iid, null, context, Origin.IN_PROCESS,
				AuthenticationLevel.PACKET_PRIVACY);
	}

	/**
	 * The same question about the class under all its names.
	 * @param known the class as its server knows it
	 * @return the question, this one if nothing changes
	 */
	public Activation about(CoClass known) {
		return (known == this.coClass) ? this : new Activation(this.right, known, this.iid, this.method, this.context,
				this.origin, this.authenticationLevel);
	}

	/**
	 * The question whether a method may be called through a pointer.
	 * @param called the name of the method
	 * @return the question for {@link Right#ACCESS}
	 */
	public Activation toCall(String called) {
		Arguments.required(called, "The method");
		return new Activation(Right.ACCESS, this.coClass, this.iid, called, this.context, this.origin,
				this.authenticationLevel);
	}

	/**
	 * What a client wants to do.
	 */
	public enum Right {

		/** Start a server process for the class. */
		LAUNCH,

		/** Get a pointer from a server that runs. */
		ACTIVATE,

		/** Call through a pointer. */
		ACCESS

	}

	/**
	 * Where a client is.
	 */
	public enum Origin {

		/** In the process of the class object. */
		IN_PROCESS,

		/** In another process of this machine. */
		LOCAL,

		/** On another machine. */
		REMOTE

	}

	/**
	 * How well a client's identity and messages are protected
	 * ({@code RPC_C_AUTHN_LEVEL}), from the weakest to the strongest.
	 */
	public enum AuthenticationLevel {

		/** Not at all. */
		NONE,

		/** The identity was checked when the connection was made. */
		CONNECT,

		/** The identity was checked at the beginning of the call. */
		CALL,

		/** Each packet is known to come from the client. */
		PACKET,

		/** No packet was changed on its way. */
		PACKET_INTEGRITY,

		/** No packet was read on its way. */
		PACKET_PRIVACY

	}

}
