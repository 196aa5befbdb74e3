package io.github.comspring.core.registry;

import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What the registry says of an application: the key {@code AppID\{appid}}, as read at one
 * moment. The values that decide under whose identity a server runs, who may see it
 * ({@code RunAs}, {@code LocalService}, {@code ServiceParameters}, {@code ROTFlags}), how
 * it is confined or what is started ahead of clients are never read from the user's hive.
 *
 * @param appId the application
 * @param name its name for people, or {@code null}
 * @param surrogate the surrogate that serves its jars out of process ({@code
 * DllSurrogate}), or {@code null} for none
 * @param service the service that serves its classes ({@code LocalService}), or
 * {@code null}
 * @param runAs the account its servers run under ({@code RunAs}), or {@code null} for the
 * one that activates
 * @param remoteServerName the machine that serves its classes, or {@code null}
 * @param activateAtStorage whether objects are activated where their file is
 * @param authenticationLevel the level from 1 to 6 ({@code AuthenticationLevel}), or
 * {@code null} for the machine's
 * @param endpoints the endpoints its servers listen on, in COM's notation
 * @param visibleToAnyClient whether objects in the running object table are visible to
 * clients of other identities ({@code ROTFlags} 1)
 * @param times how long its servers go on and its calls may take (additions to COM)
 * @param supervision how its servers are supervised (additions to COM)
 * @param confinement what its server processes may use and find (additions to COM)
 */
public record ApplicationRegistration(AppId appId, @Nullable String name, @Nullable Surrogate surrogate,
		@Nullable Service service, @Nullable String runAs, @Nullable String remoteServerName, boolean activateAtStorage,
		@Nullable Integer authenticationLevel, List<String> endpoints, boolean visibleToAnyClient,
		ApplicationTimes times, Supervision supervision, ApplicationConfinement confinement) {

	/** The value for {@link #runAs}, a {@code REG_SZ}. */
	public static final String RUN_AS = "RunAs";

	/**
	 * A surrogate process.
	 *
	 * @param command the command of a custom surrogate ({@code DllSurrogate}), or
	 * {@code null} for the built-in one
	 * @param executable the program file of a custom surrogate
	 * ({@code DllSurrogateExecutable}), or {@code null}
	 * @param spares how many processes that host nothing yet are kept ready (an addition
	 * to COM), from 0 to {@value #MOST_SPARES}; a custom surrogate has none, nor one that
	 * waits for a debugger
	 * @param debugPort where the built-in one waits for a debugger ({@link #DEBUG_PORT}),
	 * 0 for any port, or {@code null} if it does not
	 */
	public record Surrogate(@Nullable String command, @Nullable String executable, int spares,
			@Nullable Integer debugPort) {

		/**
		 * The value for {@link #spares}, a {@code REG_DWORD}, never read from the user's
		 * hive.
		 */
		public static final String SPARES = "Spares";

		/** How many spares an application can have. */
		public static final int MOST_SPARES = 8;

		/**
		 * The value for {@link #debugPort}, a {@code REG_DWORD} that is an addition to
		 * COM. Never read from the user's hive: whoever can connect to the port rules the
		 * process.
		 */
		public static final String DEBUG_PORT = "DebugPort";

		private static @Nullable Surrogate read(KeyReader merged, KeyReader administered) {
			String command = merged.text("DllSurrogate");
			return (command != null) ? new Surrogate(command.isBlank() ? null : command,
					merged.file("DllSurrogateExecutable"), spares(command, administered), debugPort(administered))
					: null;
		}

		private static @Nullable Integer debugPort(KeyReader key) {
			Integer port = key.number(DEBUG_PORT);
			if (port != null && (port < 0 || port > 0xFFFF)) {
				throw new ComException(HResult.REGDB_E_INVALIDVALUE,
						key.describe(DEBUG_PORT) + " is " + port + ", which is no port");
			}
			return port;
		}

		private static int spares(String command, KeyReader key) {
			Integer spares = key.number(SPARES);
			if (spares == null) {
				return 0;
			}
			if (spares < 0 || spares > MOST_SPARES) {
				throw new ComException(HResult.REGDB_E_INVALIDVALUE, key.describe(SPARES) + " is " + spares
						+ " where a number from 0 to " + MOST_SPARES + " belongs");
			}
			if (spares > 0 && !command.isBlank()) {
				throw new ComException(HResult.REGDB_E_INVALIDVALUE, key.describe(SPARES) + " is " + spares
						+ ", but the custom surrogate '" + command + "' cannot be kept ready without a class");
			}
			return spares;
		}

	}

	/**
	 * A service.
	 *
	 * @param name its name ({@code LocalService})
	 * @param parameters its start arguments ({@code ServiceParameters}), or {@code null}
	 */
	public record Service(String name, @Nullable String parameters) {
	}

	/**
	 * Names the application for people.
	 * @return its name and AppID, or the AppID alone
	 */
	public String describe() {
		return "application " + ((this.name != null) ? this.name + " " + this.appId : this.appId.toString());
	}

	/**
	 * Reads an application.
	 * @param appId the application
	 * @param merged reads its key as all hives have it
	 * @param administered reads its key without the user's hive
	 * @return the application
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code REGDB_E_INVALIDVALUE} if a time, limit, confinement, port or number of
	 * spares is none
	 */
	static ApplicationRegistration read(AppId appId, KeyReader merged, KeyReader administered) {
		Surrogate surrogate = Surrogate.read(merged, administered);
		ApplicationTimes times = ApplicationTimes.read(merged);
		String service = administered.text("LocalService");
		Integer rotFlags = administered.number("ROTFlags");
		return new ApplicationRegistration(appId, merged.text(null), surrogate,
				(service != null) ? new Service(service, administered.text("ServiceParameters")) : null,
				administered.text(RUN_AS), merged.text("RemoteServerName"), merged.yes("ActivateAtStorage"),
				merged.number("AuthenticationLevel"), merged.texts("Endpoints"),
				rotFlags != null && (rotFlags & 1) != 0,
				(surrogate != null && surrogate.debugPort() != null) ? times.withoutDeadline() : times,
				Supervision.read(merged), ApplicationConfinement.read(administered));
	}

}
