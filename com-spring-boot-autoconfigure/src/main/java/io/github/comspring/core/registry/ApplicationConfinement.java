package io.github.comspring.core.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * What the server processes of an application may use and find: values of the key
 * {@code AppID\{appid}} that are additions to COM.
 *
 * @param commandPrefix the words in front of each command line, possibly none
 * @param inherited the names of the environment variables that processes get, where a
 * star at the end stands for any rest of the name, or {@code null} for what is usual
 * @param variables environment variables that they get besides
 * @param workingDirectory {@link #OWN_DIRECTORY}, {@link #NO_DIRECTORY}, a path, or
 * {@code null} for what is usual
 * @param limits what they may use up
 * @param jvm the JVM of the built-in surrogate
 */
public record ApplicationConfinement(List<String> commandPrefix, @Nullable List<String> inherited,
		Map<String, String> variables, @Nullable String workingDirectory, ApplicationLimits limits, SurrogateJvm jvm) {

	/** That of an application that says nothing. */
	public static final ApplicationConfinement NONE = new ApplicationConfinement(List.of(), null, Map.of(), null,
			ApplicationLimits.NONE, SurrogateJvm.DEFAULT);

	/** The value for {@link #commandPrefix}, a {@code REG_MULTI_SZ}. */
	public static final String COMMAND_PREFIX = "CommandPrefix";

	/**
	 * The value for {@link #inherited}, a {@code REG_MULTI_SZ}; one without texts: none.
	 */
	public static final String INHERITED = "EnvironmentInherit";

	/** The value for {@link #variables}, a {@code REG_MULTI_SZ} of {@code NAME=value}. */
	public static final String VARIABLES = "EnvironmentSet";

	/** The value for {@link #workingDirectory}, a {@code REG_SZ}. */
	public static final String WORKING_DIRECTORY = "WorkingDirectory";

	/** A fresh directory for each process, which goes with it. */
	public static final String OWN_DIRECTORY = "own";

	/** The directory of the service control manager. */
	public static final String NO_DIRECTORY = "none";

	/**
	 * Copies the lists and variables.
	 */
	public ApplicationConfinement {
		commandPrefix = List.copyOf(commandPrefix);
		inherited = (inherited != null) ? List.copyOf(inherited) : null;
		variables = Map.copyOf(variables);
	}

	/**
	 * Reads the confinement of an application.
	 * @param key reads its key
	 * @return the confinement
	 * @throws ComException {@code REGDB_E_READREGDB} if a value has the wrong type,
	 * {@code REGDB_E_INVALIDVALUE} if it makes no sense
	 */
	static ApplicationConfinement read(KeyReader key) {
		return new ApplicationConfinement(key.texts(COMMAND_PREFIX), key.textsIfAny(INHERITED), variables(key),
				key.file(WORKING_DIRECTORY), ApplicationLimits.read(key), SurrogateJvm.read(key));
	}

	/**
	 * Returns this confinement with a default.
	 * @param names the names of the environment variables that processes get if nothing
	 * is said
	 * @return the confinement
	 */
	public ApplicationConfinement inheritedOr(List<String> names) {
		return (this.inherited != null) ? this : new ApplicationConfinement(this.commandPrefix, names, this.variables,
				this.workingDirectory, this.limits, this.jvm);
	}

	private static Map<String, String> variables(KeyReader key) {
		Map<String, String> variables = new LinkedHashMap<>();
		for (String each : key.texts(VARIABLES)) {
			int end = each.indexOf('=');
			if (end < 1) {
				throw new ComException(HResult.REGDB_E_INVALIDVALUE,
						key.describe(VARIABLES) + " has a text that is not NAME=value");
			}
			variables.put(each.substring(0, end), each.substring(end + 1));
		}
		return variables;
	}

}
