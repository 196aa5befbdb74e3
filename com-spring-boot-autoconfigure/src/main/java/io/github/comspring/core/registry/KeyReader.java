package io.github.comspring.core.registry;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.jspecify.annotations.Nullable;

/**
 * Reads the values of a key as the types they must have. A value that is absent is
 * {@code null}; one of another type is damage, {@code REGDB_E_READREGDB}.
 *
 * @param path the path of the key, for messages
 * @param key the key
 * @param environment the values of environment variables, {@code null} for one that is
 * not set
 */
record KeyReader(String path, RegistryKey key, Function<String, @Nullable String> environment) {

	private static final Pattern VARIABLE = Pattern.compile("%([^%]+)%");

	/**
	 * Returns a reader of a key below this one, of an empty key if there is none.
	 */
	KeyReader below(String name) {
		RegistryKey child = this.key.child(name);
		return new KeyReader(KeyPath.join(this.path, name), (child != null) ? child : RegistryKey.EMPTY,
				this.environment);
	}

	/**
	 * Returns a text; in one of type {@code REG_EXPAND_SZ} the environment variables are
	 * replaced, those that are not set stay as they are.
	 */
	@Nullable String text(@Nullable String name) {
		RegistryValue value = this.key.value(name);
		if (value instanceof Sz sz) {
			return sz.text();
		}
		if (value instanceof ExpandSz expandSz) {
			return expand(expandSz.text());
		}
		return absent(name, value, "text");
	}

	/**
	 * Returns the path of a file, without the quotes that may surround it.
	 * @return the path, {@code null} if the value is absent or empty
	 */
	@Nullable String file(@Nullable String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		String path = text.strip();
		if (path.length() > 1 && path.startsWith("\"") && path.endsWith("\"")) {
			path = path.substring(1, path.length() - 1);
		}
		return path.isEmpty() ? null : path;
	}

	/**
	 * Returns a GUID.
	 * @throws ComException {@code CO_E_CLASSSTRING} if the text is not one
	 */
	@Nullable Guid guid(@Nullable String name) {
		String text = text(name);
		if (text == null) {
			return null;
		}
		try {
			return Guid.parse(text);
		}
		catch (ComException ex) {
			throw new ComException(HResult.CO_E_CLASSSTRING, describe(name) + " is '" + text + "', which is not a GUID",
					ex);
		}
	}

	@Nullable Integer number(String name) {
		RegistryValue value = this.key.value(name);
		return (value instanceof Dword dword) ? (Integer) dword.number() : absent(name, value, "a number");
	}

	/**
	 * Returns a number of at least 1.
	 * @throws ComException {@code REGDB_E_INVALIDVALUE} if it is less
	 */
	@Nullable Integer positive(String name) {
		Integer number = number(name);
		if (number != null && number < 1) {
			throw new ComException(HResult.REGDB_E_INVALIDVALUE,
					describe(name) + " is " + number + " where a number of at least 1 belongs");
		}
		return number;
	}

	List<String> texts(String name) {
		List<String> texts = textsIfAny(name);
		return (texts != null) ? texts : List.of();
	}

	@Nullable List<String> textsIfAny(String name) {
		RegistryValue value = this.key.value(name);
		return (value instanceof MultiSz multiSz) ? multiSz.texts() : absent(name, value, "a list of texts");
	}

	/**
	 * Tells whether a text begins with the letter Y.
	 */
	boolean yes(String name) {
		String text = text(name);
		return text != null && text.regionMatches(true, 0, "y", 0, 1);
	}

	/**
	 * Names a value for a message.
	 */
	String describe(@Nullable String name) {
		return ((name != null) ? "Value " + name : "The default value") + " of key " + this.path;
	}

	private <T> @Nullable T absent(@Nullable String name, @Nullable RegistryValue value, String expected) {
		if (value == null) {
			return null;
		}
		throw new ComException(HResult.REGDB_E_READREGDB, describe(name) + " has the type "
				+ value.getClass().getSimpleName() + " where " + expected + " belongs");
	}

	private String expand(String text) {
		return VARIABLE.matcher(text).replaceAll((match) -> {
			String value = this.environment.apply(match.group(1));
			return Matcher.quoteReplacement((value != null) ? value : match.group());
		});
	}

}
