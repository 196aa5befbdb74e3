package io.github.comspring.core.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.github.comspring.core.BackgroundThread;
import io.github.comspring.core.FailureLog;
import io.github.comspring.core.launch.cgroup.ControlGroup;
import io.github.comspring.core.launch.cgroup.GroupCounts;
import io.github.comspring.core.launch.output.LogQueue;
import io.github.comspring.core.launch.output.LogQuota;
import io.github.comspring.core.launch.output.OutputLog;
import io.github.comspring.core.launch.output.OutputReader;
import org.jspecify.annotations.Nullable;

/**
 * A child of this process, whose output a thread of its own reads.
 */
final class ChildProcess implements LaunchedProcess {

	/** How long to wait for output after the end, while another process keeps it open. */
	private static final long DRAIN_SECONDS = 2;

	private static final long LOG_WRITER_MILLIS = 100;

	private static final Logger logger = System.getLogger(ChildProcess.class.getName());

	/** Writes what processes say, one line at a time; gone when they are silent. */
	private static final Executor LOG_WRITER = logWriter();

	private static final Logger LOGGER = System.getLogger("io.github.comspring.server");

	private final String subject;

	private final Process process;

	private final Instant startTime;

	private final Confinement confinement;

	private final @Nullable ControlGroup group;

	private final long startTick = System.nanoTime();

	private final CompletableFuture<ProcessExit> exit;

	private volatile boolean missing;

	private volatile boolean failing;

	/**
	 * Takes a process over.
	 * @param subject what it was started for
	 * @param process a process with both outputs in one stream
	 * @param confinement what was made for it, which goes with it
	 * @param group its control group, which goes with it too, or {@code null}
	 */
	ChildProcess(String subject, Process process, Confinement confinement, @Nullable ControlGroup group) {
		this.subject = subject;
		this.process = process;
		this.confinement = confinement;
		this.group = group;
		// A process that ended at once does not tell its start
		this.startTime = process.info().startInstant().orElseGet(Instant::now);
		LogQueue queue = new LogQueue(this::log, LOG_WRITER);
		OutputLog log = new OutputLog(new LogQuota(queue, System::nanoTime));
		OutputReader reader = new OutputReader(process.getInputStream(), log);
		// Away from the JDK's common pool, whose threads may all wait for this very
		// process
		this.exit = process.onExit().thenApplyAsync((ended) -> {
			// First, as they may keep the output open
			confinement.endBearers();
			String overrun = (group != null) ? group.end() : null;
			reader.end()
				.thenCompose((read) -> queue.written())
				.completeOnTimeout(null, DRAIN_SECONDS, TimeUnit.SECONDS)
				.join();
			return ProcessExit.of(process.exitValue(), log.lastLines(), confinement.leave(),
					new ProcessBounds(confinement.limits().memory(), confinement.crashFiles() != null, overrun));
		}, (task) -> start(task, "com-exit-")).exceptionally((ex) -> {
			// Whoever waits for the end has to hear of it, whatever else goes wrong
			logger.log(Level.WARNING, "The end of " + this + " leaves something behind", ex);
			return new ProcessExit(process.exitValue(), log.lastLines());
		});
		startReader(reader);
	}

	private static Executor logWriter() {
		ThreadPoolExecutor writer = new ThreadPoolExecutor(1, 1, LOG_WRITER_MILLIS, TimeUnit.MILLISECONDS,
				new LinkedBlockingQueue<>(), BackgroundThread.factory("com-server-log"));
		writer.allowCoreThreadTimeOut(true);
		return writer;
	}

	/**
	 * Without a reader the process would wait for one for ever.
	 */
	private void startReader(OutputReader reader) {
		try {
			start(reader, "com-output-");
		}
		catch (OutOfMemoryError ex) {
			ProcessTree.destroy(this.process.toHandle());
			throw ex;
		}
	}

	private void start(Runnable task, String name) {
		BackgroundThread.start(name + this.process.pid(), task);
	}

	/**
	 * Sends the first line of the standard input, which stays open.
	 * @param line the line, short enough for the pipe to take it all
	 */
	void send(byte[] line) {
		try {
			OutputStream input = this.process.getOutputStream();
			input.write(line);
			input.flush();
		}
		catch (IOException ex) {
			// The process has ended or takes no input: its exit tells, or the deadline
		}
	}

	ProcessHandle handle() {
		return this.process.toHandle();
	}

	/**
	 * Keeps the directories of the process from looking old, and makes those anew that
	 * somebody has removed. That is not done at first sight: a process that is about to
	 * end removes its own. Called by one thread at a time.
	 */
	void keepDirectories() {
		try {
			if (this.process.isAlive()) {
				boolean found = this.confinement.keep(this.missing);
				boolean made = !found && this.missing;
				this.missing = !found && !made;
				if (made) {
					madeAnew();
				}
			}
			this.failing = false;
		}
		catch (IOException | RuntimeException | Error ex) {
			FailureLog.log(logger, this.failing ? Level.DEBUG : Level.WARNING,
					"A directory of " + this + " was removed, and cannot be made anew; it is tried again", ex);
			this.failing = true;
		}
	}

	private void madeAnew() {
		if (!this.process.isAlive()) {
			// Whoever has cleared up after it may not have seen it
			this.confinement.leave();
			return;
		}
		logger.log(Level.WARNING,
				"Somebody has removed the directory of {0}, as programs do that tidy up among temporary files. It is "
						+ "made anew, without the files that were in it; by a relative path the process finds none "
						+ "any more until it is started anew",
				this);
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public Instant startTime() {
		return this.startTime;
	}

	@Override
	public long startTick() {
		return this.startTick;
	}

	@Override
	public @Nullable GroupCounts group() {
		return (this.group != null) ? this.group.counts() : null;
	}

	@Override
	public CompletableFuture<ProcessExit> exit() {
		return this.exit.copy();
	}

	@Override
	public void release() {
		try (OutputStream input = this.process.getOutputStream()) {
			input.write(Lifeline.RELEASE);
		}
		catch (IOException ex) {
			// Closed from the other end
		}
	}

	@Override
	public void destroy() {
		ProcessTree.destroy(this.process.toHandle());
		release();
	}

	/**
	 * Names the process as its log lines do.
	 */
	@Override
	public String toString() {
		return this.subject + " " + pid();
	}

	private void log(String line) {
		try {
			LOGGER.log(Level.INFO, "[" + this + "] " + line);
		}
		catch (RuntimeException | Error ex) {
			// Without its reader the process would stop at its next line
		}
	}

}
