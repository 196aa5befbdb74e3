package io.github.comspring.core.surrogate;

import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.text.MessageFormat;
import java.util.ResourceBundle;

import org.jspecify.annotations.Nullable;

/**
 * The system loggers of a surrogate: lines on its standard error, which its launcher
 * takes to its own log. Those of the JDK would have {@code java.util.logging} start
 * first, a fifth of all classes that a surrogate loads.
 */
public final class SurrogateLoggers extends System.LoggerFinder {

	/** The least level that is written, {@code INFO} if nothing is said. */
	static final String LEVEL = "comspring.surrogate.log-level";

	@Override
	public Logger getLogger(String name, Module module) {
		return new Lines(name, Level.valueOf(System.getProperty(LEVEL, Level.INFO.name())), System.err);
	}

	/**
	 * A logger.
	 *
	 * @param name its name
	 * @param least the least level that is written
	 * @param out where to
	 */
	record Lines(String name, Level least, PrintStream out) implements Logger {

		@Override
		public String getName() {
			return this.name;
		}

		@Override
		public boolean isLoggable(Level level) {
			return level != Level.OFF && level.compareTo(this.least) >= 0;
		}

		@Override
		public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String message,
				@Nullable Throwable thrown) {
			if (isLoggable(level)) {
				write(level, localized(bundle, message), thrown);
			}
		}

		@Override
		public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String format,
				@Nullable Object @Nullable ... parameters) {
			if (isLoggable(level)) {
				String text = localized(bundle, format);
				boolean plain = text == null || parameters == null || parameters.length == 0;
				write(level, plain ? text : MessageFormat.format(text, parameters), null);
			}
		}

		private static @Nullable String localized(@Nullable ResourceBundle bundle, @Nullable String message) {
			return (bundle != null && message != null && bundle.containsKey(message)) ? bundle.getString(message)
					: message;
		}

		private void write(Level level, @Nullable String text, @Nullable Throwable thrown) {
			synchronized (this.out) {
				this.out.println(level + " " + this.name + ": " + text);
				if (thrown != null) {
					thrown.printStackTrace(this.out);
				}
			}
		}

	}

}
