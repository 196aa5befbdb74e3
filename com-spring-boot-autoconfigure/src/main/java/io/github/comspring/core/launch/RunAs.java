package io.github.comspring.core.launch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * Starts programs under the account of another user ({@code RunAs}), by
 * {@code setpriv(1)} of util-linux: it takes on the user and its groups, lets go all
 * capabilities, for good, and becomes the program. This takes the rights of root.
 *
 * @param account the user
 */
public record RunAs(Account account) {

	/** The environment variables that say nothing of who started the process. */
	public static final List<String> ENVIRONMENT = List.of("PATH", "LANG", "LC_*", "TZ", "JAVA_HOME");

	/** The exit status of {@link #SCRIPT} for a file that cannot be read. */
	private static final int UNREADABLE = 3;

	/** Looks for a file that cannot be read, as the user. */
	private static final String SCRIPT = "for f; do test -r \"$f\" || { echo \"$f\"; exit " + UNREADABLE + "; }; done";

	/**
	 * Returns a program as the user starts it.
	 * @param program the program and its arguments
	 * @return the words to run
	 */
	public List<String> command(List<String> program) {
		List<String> words = new ArrayList<>(words());
		words.addAll(program);
		return words;
	}

	/**
	 * Returns what stands in front of a program that the user starts.
	 */
	List<String> words() {
		return List.of(Privileges.PROGRAM, "--reuid=" + this.account.uid(), "--regid=" + this.account.gid(),
				"--init-groups", "--inh-caps=-all", "--bounding-set=-all", Privileges.NO_NEW, "--");
	}

	/**
	 * Returns the environment of the user's processes.
	 * @param inherited what they get of this process, or {@code null} for
	 * {@link #ENVIRONMENT}
	 * @param set what they get besides, which wins
	 * @return that, and who the user is
	 */
	public LaunchEnvironment environment(@Nullable List<String> inherited, Map<String, String> set) {
		Map<String, String> variables = new HashMap<>(
				Map.of("HOME", this.account.home(), "USER", this.account.name(), "LOGNAME", this.account.name()));
		variables.putAll(set);
		return new LaunchEnvironment((inherited != null) ? inherited : ENVIRONMENT, variables);
	}

	/**
	 * Makes sure that the user can start a program, which tells more than the failure of
	 * that program would.
	 * @param subject what it is for, for people
	 * @param program the program and its arguments
	 * @param directory where it is started, or {@code null} for the directory of this
	 * process
	 * @throws ComException {@code CO_E_APPNOTFOUND} if there is no such program,
	 * {@code CO_E_RUNAS_CREATEPROCESS_FAILURE} if this process may not take on the user,
	 * or if the user cannot read a file that the command names
	 */
	void require(String subject, List<String> program, @Nullable Path directory) {
		if (ProgramFile.isMissing(program.get(0), directory)) {
			throw new ComException(HResult.CO_E_APPNOTFOUND,
					"The program '" + program.get(0) + "' of " + subject + " does not exist or may not be executed");
		}
		List<String> probe = new ArrayList<>(command(List.of("/bin/sh", "-c", SCRIPT, "sh")));
		probe.addAll(files(program));
		SystemTool answer = SystemTool.run(probe);
		if (answer.status() == UNREADABLE) {
			throw new ComException(HResult.CO_E_RUNAS_CREATEPROCESS_FAILURE,
					"The server process of " + subject + " is to run as " + this.account + ", who cannot read "
							+ answer.output() + "; let the user read it and enter the directories above it");
		}
		if (answer.status() != 0) {
			throw new ComException(HResult.CO_E_RUNAS_CREATEPROCESS_FAILURE, "The server process of " + subject
					+ " is to run as " + this.account + ", which takes the rights of root: " + answer.output());
		}
	}

	/**
	 * Finds what a command names of the files that there are, also in lists and behind
	 * the names of options.
	 */
	private static List<String> files(List<String> program) {
		return program.stream()
			.flatMap((word) -> Arrays.stream(word.split("[=:]")))
			.filter((text) -> text.startsWith("/") && Files.exists(Path.of(text)))
			.distinct()
			.toList();
	}

}
