package sample.web;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/**
 * What an application logs for people to act on.
 */
final class LoggedErrors implements AutoCloseable {

	private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

	private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

	LoggedErrors() {
		this.appender.start();
		ROOT.addAppender(this.appender);
	}

	/**
	 * Returns the texts of the lines of a level or above.
	 * @param least the level
	 * @return each line with the message of its exception
	 */
	List<String> atLeast(Level least) {
		return List.copyOf(this.appender.list)
			.stream()
			.filter((event) -> event.getLevel().isGreaterOrEqual(least))
			.map(LoggedErrors::text)
			.toList();
	}

	private static String text(ILoggingEvent event) {
		String thrown = (event.getThrowableProxy() != null) ? event.getThrowableProxy().getMessage() : "";
		return event.getLevel() + " " + event.getFormattedMessage() + " " + thrown;
	}

	@Override
	public void close() {
		ROOT.detachAppender(this.appender);
	}

}
