package io.github.comspring.core.scm;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What the service control manager logs while this is open.
 */
final class ScmLog extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(ScmLog.class.getPackageName());

	private final List<String> lines = new CopyOnWriteArrayList<>();

	ScmLog() {
		this.logger.addHandler(this);
	}

	List<String> lines() {
		return this.lines;
	}

	@Override
	public void publish(LogRecord logRecord) {
		this.lines.add(new SimpleFormatter().formatMessage(logRecord));
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
	}

}
