package io.github.comspring.core.scm.program;

import java.time.Duration;
import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;
import io.github.comspring.core.scm.protocol.Surrogate.HostedClass;
import org.jspecify.annotations.Nullable;

/**
 * What the service control manager tells a surrogate that it starts: the end of its
 * command line is the application and the class, as COM has it, or the application alone
 * for one that is told its first class later.
 *
 * @param scm where the service control manager listens
 * @param idle how long the surrogate goes on without clients, or {@code null} for as long
 * as it likes itself
 * @param first the class that the surrogate is started for, or {@code null} for a spare;
 * never for a custom surrogate
 */
public record SurrogateArguments(Endpoint scm, @Nullable Duration idle, @Nullable HostedClass first) {

	private static final String JAR = "--comspring.surrogate.jar=";

	private static final String NAME = "--comspring.surrogate.prog-id=";

	private static final String MODEL = "--comspring.surrogate.threading-model=";

	private static final String DIGEST = "--comspring.surrogate.digest=";

	private static final String APPLICATION = "/ProcessID:";

	/**
	 * Returns the arguments.
	 * @param scm where the service control manager listens
	 * @param idle how long the surrogate goes on without clients, or {@code null} for as
	 * long as it likes itself
	 * @param first the class
	 * @return the arguments, the class the last
	 */
	public static List<String> of(Endpoint scm, @Nullable Duration idle, HostedClass first) {
		List<String> arguments = new LaunchArguments(scm, idle, false).words();
		arguments.add(JAR + first.jar());
		if (first.name() != null) {
			arguments.add(NAME + first.name());
		}
		if (first.threadingModel() != null) {
			arguments.add(MODEL + first.threadingModel());
		}
		if (first.digest() != null) {
			arguments.add(DIGEST + first.digest());
		}
		arguments.add(APPLICATION + first.appId());
		arguments.add(first.clsid().toString());
		return arguments;
	}

	/**
	 * Returns the arguments of a surrogate without a class.
	 * @param scm where the service control manager listens
	 * @param idle how long the surrogate goes on without clients once it has had a class,
	 * or {@code null} for as long as it likes itself
	 * @param appId the application
	 * @return the arguments, the application the last
	 */
	public static List<String> ofSpare(Endpoint scm, @Nullable Duration idle, AppId appId) {
		List<String> arguments = new LaunchArguments(scm, idle, false).words();
		arguments.add(APPLICATION + appId);
		return arguments;
	}

	/**
	 * Reads a command line.
	 * @param arguments the arguments, possibly others among them
	 * @return what they say
	 * @throws ComException {@code E_INVALIDARG} if it is not that of a surrogate,
	 * {@code CO_E_CLASSSTRING} if an id is none
	 */
	public static SurrogateArguments parse(String... arguments) {
		String last = required((arguments.length > 0) ? arguments[arguments.length - 1] : null, "a class");
		HostedClass first = last.startsWith(APPLICATION) ? null : first(last, arguments);
		LaunchArguments all = LaunchArguments.parse(arguments);
		return new SurrogateArguments(all.scm(), all.idle(), first);
	}

	private static HostedClass first(String clsid, String... arguments) {
		return new HostedClass(Clsid.of(clsid), LaunchArguments.find(NAME, arguments),
				AppId.of(required(LaunchArguments.find(APPLICATION, arguments), APPLICATION)),
				required(LaunchArguments.find(JAR, arguments), JAR), LaunchArguments.find(MODEL, arguments),
				LaunchArguments.find(DIGEST, arguments));
	}

	private static String required(@Nullable String found, String what) {
		if (found == null) {
			throw new ComException(HResult.E_INVALIDARG, "The command line of a surrogate lacks " + what);
		}
		return found;
	}

}
