package io.github.comspring.core.scm.program;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.rpc.transport.Endpoint;
import org.jspecify.annotations.Nullable;

/**
 * What the service control manager writes on the command line of whatever it starts, and
 * what is started reads there. But for {@code -Embedding} they are properties, which a
 * Spring application need not look for.
 *
 * @param scm where the service control manager listens
 * @param idle how long the process goes on without clients, or {@code null} for as long
 * as it likes itself
 * @param hosted whether the process goes on when the service control manager is gone, and
 * seeks the next one at the same endpoint
 */
public record LaunchArguments(Endpoint scm, @Nullable Duration idle, boolean hosted) {

	private static final String ENDPOINT = "--comspring.scm.endpoint=";

	private static final String IDLE_TIMEOUT = "--comspring.server.idle-timeout=";

	/** What a server gets that outlives its service control manager. */
	private static final String HOSTED = "--comspring.scm.mode=client";

	/** What every launched server gets last on its command line, as in COM. */
	private static final String EMBEDDING = "-Embedding";

	/**
	 * Returns the words that tell all of this.
	 * @return the words, to be added to
	 */
	List<String> words() {
		List<String> words = new ArrayList<>();
		if (this.idle != null) {
			words.add(IDLE_TIMEOUT + this.idle);
		}
		words.add(ENDPOINT + this.scm);
		if (this.hosted) {
			words.add(HOSTED);
		}
		return words;
	}

	/**
	 * Returns the words for a server that need not be there for its clients alone.
	 * @return the words
	 */
	List<String> wordsOfServer() {
		List<String> words = words();
		words.add(EMBEDDING);
		return words;
	}

	/**
	 * Reads a command line.
	 * @param arguments the arguments, possibly others among them
	 * @return what they say
	 * @throws ComException {@code E_INVALIDARG} if they do not say where the service
	 * control manager listens
	 */
	static LaunchArguments parse(String... arguments) {
		String scm = find(ENDPOINT, arguments);
		if (scm == null) {
			throw new ComException(HResult.E_INVALIDARG, "The command line of a launched process lacks " + ENDPOINT);
		}
		String idle = find(IDLE_TIMEOUT, arguments);
		return new LaunchArguments(Endpoint.parse(scm), (idle != null) ? Duration.parse(idle) : null,
				isHosted(arguments));
	}

	/**
	 * Tells whether a service control manager has started this server.
	 * @param arguments the arguments of this process
	 * @return whether they say so
	 */
	public static boolean isEmbedding(String... arguments) {
		return Arrays.stream(arguments).anyMatch(EMBEDDING::equalsIgnoreCase);
	}

	/**
	 * Tells whether a host has started this process, which goes on without it.
	 * @param arguments the arguments of this process
	 * @return whether they say so
	 */
	public static boolean isHosted(String... arguments) {
		return Arrays.asList(arguments).contains(HOSTED);
	}

	/**
	 * Tells whether a word sets the idle timeout, in any spelling of a property, as an
	 * argument or as a system property.
	 */
	static boolean isIdleTimeout(String word) {
		return uniform(word).matches("d?" + uniform(IDLE_TIMEOUT) + ".*");
	}

	private static String uniform(String word) {
		return word.replace("-", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Finds what a word says that begins with its name.
	 * @return the rest of the word, or {@code null} if there is none
	 */
	static @Nullable String find(String name, String... arguments) {
		for (String each : arguments) {
			if (each.startsWith(name)) {
				return each.substring(name.length());
			}
		}
		return null;
	}

}
