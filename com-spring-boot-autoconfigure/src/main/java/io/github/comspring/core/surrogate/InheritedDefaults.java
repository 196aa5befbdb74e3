package io.github.comspring.core.surrogate;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;

import org.jspecify.annotations.Nullable;

/**
 * What code that was moved out of this process would find changed, though it has nothing
 * to do with processes: the locale, the time zone and the charsets that are used where
 * nobody names one. They may come from options of this JVM or be set by its code, so that
 * no environment variable tells them.
 */
final class InheritedDefaults {

	/** The JDK from which on the charset is UTF-8, or what the system says. */
	private static final int UTF_8_BY_DEFAULT = 18;

	private InheritedDefaults() {
	}

	/**
	 * Returns the options that make them those of this process as they are now.
	 * @return options of a JVM
	 */
	static List<String> options() {
		List<String> options = new ArrayList<>();
		Locale locale = Locale.getDefault();
		addLocale(options, "", locale, null);
		addLocale(options, ".display", Locale.getDefault(Locale.Category.DISPLAY), locale);
		addLocale(options, ".format", Locale.getDefault(Locale.Category.FORMAT), locale);
		options.add("-Duser.timezone=" + TimeZone.getDefault().getID());
		options.add("-Dfile.encoding=" + charset());
		String names = System.getProperty("sun.jnu.encoding");
		if (!Objects.equals(names, System.getProperty("native.encoding"))) {
			// Otherwise it follows from the environment there, too
			options.add("-Dsun.jnu.encoding=" + names);
		}
		return options;
	}

	private static void addLocale(List<String> options, String category, Locale locale, @Nullable Locale usual) {
		if (locale.equals(usual)) {
			return;
		}
		options.add("-Duser.language" + category + "=" + locale.getLanguage());
		options.add("-Duser.script" + category + "=" + locale.getScript());
		options.add("-Duser.country" + category + "=" + locale.getCountry());
		options.add("-Duser.variant" + category + "=" + locale.getVariant());
	}

	private static String charset() {
		Charset charset = Charset.defaultCharset();
		if (Runtime.version().feature() < UTF_8_BY_DEFAULT || charset.equals(StandardCharsets.UTF_8)) {
			return charset.name();
		}
		return "COMPAT";
	}

}
