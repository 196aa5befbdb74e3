package io.github.comspring.autoconfigure;

import io.github.comspring.ComException;
import io.github.comspring.autoconfigure.properties.ComProperties;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.place.UserDirectory;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.rpc.transport.UnixEndpoint;
import io.github.comspring.lifecycle.ServerLaunch;
import org.jspecify.annotations.Nullable;

/**
 * Where the service control manager of this process is. For a process that one has
 * started it is that one, whatever its properties say.
 *
 * @param mode how this process has its service control manager
 * @param endpoint where it is found, or {@code null} if it is embedded
 */
record ScmPlace(ComProperties.Mode mode, @Nullable Endpoint endpoint) {

	private static final String ENDPOINT = "comspring.scm.endpoint";

	static ScmPlace of(ServerLaunch launch, ComProperties.Scm properties) {
		if (launch.scm() != null) {
			return new ScmPlace(ComProperties.Mode.CLIENT, launch.scm());
		}
		return switch (properties.mode()) {
			case EMBEDDED -> new ScmPlace(ComProperties.Mode.EMBEDDED, null);
			case HOST, CLIENT -> new ScmPlace(properties.mode(), meetingPlace(properties.endpoint()));
		};
	}

	private static Endpoint meetingPlace(@Nullable String endpoint) {
		if (endpoint != null) {
			return parse(endpoint);
		}
		try {
			UnixEndpoint usual = UserDirectory.ofThisUser().scm();
			requireShort(usual, null);
			return usual;
		}
		catch (ComException ex) {
			throw new InvalidComPropertyException(ENDPOINT, null,
					"is not set, and its default cannot be used. " + ex.getMessage(), "Remove that directory",
					"Set " + ENDPOINT + " to a socket in a directory that you alone can enter",
					"Set comspring.scm.mode to embedded");
		}
	}

	private static void requireShort(UnixEndpoint endpoint, @Nullable String value) {
		int length = UnixEndpoint.length(endpoint.path());
		if (length > UnixEndpoint.LONGEST) {
			throw new InvalidComPropertyException(ENDPOINT, value,
					((value == null) ? "is not set, and its default " + endpoint.path() + " " : "") + "has a path of "
							+ length + " bytes, and the system takes no more than " + UnixEndpoint.LONGEST
							+ " for a socket",
					"Set " + ENDPOINT + " to unix: and a shorter path in a directory that you alone can enter");
		}
	}

	/**
	 * Reads an endpoint on this machine.
	 * @param endpoint the text
	 * @return the endpoint
	 * @throws InvalidComPropertyException if it is none
	 */
	static Endpoint parse(String endpoint) {
		try {
			Endpoint parsed = Endpoint.parse(endpoint);
			if (!(parsed instanceof UnixEndpoint unix)) {
				throw new InvalidComPropertyException(ENDPOINT, endpoint,
						"is on the network, where nobody can prove yet who he is",
						"Use unix: and the absolute path of a socket in a directory that you alone can enter");
			}
			requireShort(unix, endpoint);
			return parsed;
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidComPropertyException(ENDPOINT, endpoint, "is no endpoint",
					"Do not set it: the service control manager does for the processes that it starts",
					"Use unix: and the absolute path of its socket");
		}
	}

	/**
	 * Tells whether this process is the host of its user.
	 * @return whether it is
	 */
	boolean isHost() {
		return this.mode == ComProperties.Mode.HOST;
	}

}
