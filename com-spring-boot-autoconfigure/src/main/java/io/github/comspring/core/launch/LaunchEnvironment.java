package io.github.comspring.core.launch;

import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The environment variables of a process that is started.
 *
 * @param inherited the names of the variables that it gets of this process, where a star
 * at the end stands for any rest of the name, or {@code null} for all but those that say
 * with which options a JVM starts: a debugger's port, say, is taken by this one
 * @param set variables that it gets besides, which win over those
 */
public record LaunchEnvironment(@Nullable List<String> inherited, Map<String, String> set) {

	/** The environment of this process. */
	public static final LaunchEnvironment WHOLE = new LaunchEnvironment(null, Map.of());

	/** Of this JVM, and of no other unless somebody names them. */
	private static final List<String> OPTIONS_OF_THIS_JVM = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS",
			"_JAVA_OPTIONS");

	/**
	 * Copies the names and variables.
	 */
	public LaunchEnvironment {
		inherited = (inherited != null) ? List.copyOf(inherited) : null;
		set = Map.copyOf(set);
	}

	/**
	 * Makes this the environment of a process.
	 * @param variables those of this process, which are changed
	 */
	void applyTo(Map<String, String> variables) {
		List<String> names = this.inherited;
		if (names == null) {
			variables.keySet().removeAll(OPTIONS_OF_THIS_JVM);
		}
		else {
			variables.keySet().removeIf((name) -> names.stream().noneMatch((each) -> matches(each, name)));
		}
		variables.putAll(this.set);
	}

	/**
	 * Tells whether a process gets a variable that this process has.
	 * @param name the name of the variable
	 * @return whether it gets it, or another one of that name
	 */
	public boolean has(String name) {
		return this.set.containsKey(name)
				|| ((this.inherited != null) ? this.inherited.stream().anyMatch((each) -> matches(each, name))
						: !OPTIONS_OF_THIS_JVM.contains(name));
	}

	private static boolean matches(String pattern, String name) {
		return pattern.endsWith("*") ? name.startsWith(pattern.substring(0, pattern.length() - 1))
				: name.equals(pattern);
	}

	/**
	 * Leaves the values out, which may be secrets.
	 */
	@Override
	public String toString() {
		return ((this.inherited != null) ? "inherited " + this.inherited : "all inherited") + ", set "
				+ this.set.keySet();
	}

}
