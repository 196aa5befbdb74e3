package io.github.comspring.core.launch;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.awaitility.Awaitility;

/**
 * What launched processes wrote to the log, instead of on the console.
 */
final class ServerLog extends Handler implements AutoCloseable {

	private final Logger logger = Logger.getLogger("io.github.comspring.server");

	private final List<String> messages = new CopyOnWriteArrayList<>();

	private final Consumer<String> first;

	ServerLog() {
		this((message) -> {
		});
	}

	/**
	 * Listens to the log.
	 * @param first gets each message before it is kept, and may fail
	 */
	ServerLog(Consumer<String> first) {
		this.first = first;
		this.logger.setUseParentHandlers(false);
		this.logger.addHandler(this);
	}

	List<String> messages() {
		return this.messages;
	}

	/**
	 * Waits for a line.
	 * @param start what follows the name of the process in the message
	 * @return the rest of the line
	 */
	String await(String start) {
		return Awaitility.await().until(() -> find("] " + start), (line) -> line != null);
	}

	private String find(String start) {
		return this.messages.stream()
			.filter((message) -> message.contains(start))
			.map((message) -> message.substring(message.indexOf(start) + start.length()))
			.findFirst()
			.orElse(null);
	}

	@Override
	public void publish(LogRecord logRecord) {
		this.first.accept(logRecord.getMessage());
		this.messages.add(logRecord.getMessage());
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
