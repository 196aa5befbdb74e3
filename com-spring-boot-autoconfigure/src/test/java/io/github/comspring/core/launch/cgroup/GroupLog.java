package io.github.comspring.core.launch.cgroup;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * What is warned of while this is open, instead of on the console.
 */
final class GroupLog extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger(GroupLog.class.getPackageName());

	private final List<String> warnings = new CopyOnWriteArrayList<>();

	GroupLog() {
		this.logger.setUseParentHandlers(false);
		this.logger.addHandler(this);
	}

	List<String> warnings() {
		return this.warnings;
	}

	@Override
	public void publish(LogRecord logRecord) {
		if (logRecord.getLevel().equals(Level.WARNING)) {
			this.warnings.add(logRecord.getMessage());
		}
	}

	@Override
	public void flush() {
	}

	@Override
	public void close() {
		this.logger.removeHandler(this);
		this.logger.setUseParentHandlers(true);
	}

}
