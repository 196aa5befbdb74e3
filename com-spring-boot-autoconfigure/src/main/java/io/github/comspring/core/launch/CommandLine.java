package io.github.comspring.core.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * A command line as the registry has it ({@code LocalServer32}).
 *
 * @param words its words without their quotes, the first of them the program
 */
public record CommandLine(List<String> words) {

	private static final Pattern WORD = Pattern.compile("(?:[^\\s\"]++|\"[^\"]*+\")++");

	public CommandLine {
		words = List.copyOf(words);
		if (words.isEmpty() || words.get(0).isBlank()) {
			throw new ComException(HResult.CO_E_APPNOTFOUND, "The command line " + words + " names no program");
		}
	}

	/**
	 * Splits a command line at white space outside double quotes. The quotes go, also
	 * from within a word; backslashes stay, also in front of a quote.
	 * @param text the command line
	 * @return the words, at least one
	 * @throws io.github.comspring.ComException {@code CO_E_APPNOTFOUND} if it names no
	 * program or a quote is not closed
	 */
	public static CommandLine parse(String text) {
		if (text.chars().filter((character) -> character == '"').count() % 2 != 0) {
			throw new ComException(HResult.CO_E_APPNOTFOUND,
					"A quote in the command line '" + text + "' is not closed");
		}
		return new CommandLine(WORD.matcher(text).results().map((word) -> word.group().replace("\"", "")).toList());
	}

	/**
	 * Returns the command to run.
	 * @param executable the program file ({@code ServerExecutable}), which takes the
	 * place of the first word, or {@code null}
	 * @param added arguments that are added at the end
	 * @return the program and its arguments
	 */
	public List<String> command(@Nullable String executable, List<String> added) {
		List<String> command = new ArrayList<>(this.words);
		if (executable != null) {
			command.set(0, executable);
		}
		command.addAll(added);
		return List.copyOf(command);
	}

}
