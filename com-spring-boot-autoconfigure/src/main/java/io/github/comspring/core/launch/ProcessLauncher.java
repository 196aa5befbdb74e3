package io.github.comspring.core.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Patrol;
import io.github.comspring.core.Shortage;
import io.github.comspring.core.launch.cgroup.ControlGroup;
import io.github.comspring.core.launch.cgroup.ControlGroups;
import org.jspecify.annotations.Nullable;

/**
 * Starts server processes as children of this one, and writes what they print to the log
 * {@code io.github.comspring.server}, under the name of their class.
 */
public final class ProcessLauncher implements ServerLauncher, AutoCloseable {

	/** How long processes may take to be gone that were ended. */
	private static final long END_SECONDS = 5;

	/** The processes that have not ended. */
	private final Set<ChildProcess> children = ConcurrentHashMap.newKeySet();

	/** Others tidy up among temporary files. */
	private final Patrol patrol = new Patrol("com-directories", () -> !this.children.isEmpty(),
			() -> this.children.forEach(ChildProcess::keepDirectories));

	private final ControlGroups groups;

	private final boolean outlived;

	private volatile boolean closed;

	/**
	 * Creates a launcher whose processes end with it.
	 */
	public ProcessLauncher() {
		this(false);
	}

	/**
	 * Creates a launcher.
	 * @param outlived whether its processes go on when it is closed
	 */
	public ProcessLauncher(boolean outlived) {
		this(outlived, new ControlGroups(null));
	}

	/**
	 * Creates a launcher.
	 * @param outlived whether its processes go on when it is closed
	 * @param groups makes the control groups of its processes
	 */
	public ProcessLauncher(boolean outlived, ControlGroups groups) {
		this.outlived = outlived;
		this.groups = groups;
	}

	/**
	 * {@inheritDoc}
	 * @throws io.github.comspring.ComException {@code CO_E_SERVER_STOPPING}, too, if this
	 * launcher is closed
	 */
	@Override
	public LaunchedProcess launch(LaunchRequest request) {
		requireOpen(request);
		ControlGroup group = this.groups.make(request.subject(), request.confinement().limits().group());
		ChildProcess child = start(request, group);
		this.children.add(child);
		child.exit().thenRun(() -> this.children.remove(child));
		try {
			// It may have been too late for close() to see it
			requireOpen(request);
			if (group != null) {
				group.enter(child.handle());
			}
			OomScore.raise(child.pid(), request.subject(), request.confinement().limits().oomScoreAdjust());
			child.send(request.secretLine());
			lookAfterDirectories();
			return child;
		}
		catch (RuntimeException | Error ex) {
			child.destroy();
			throw ex;
		}
	}

	private void lookAfterDirectories() {
		try {
			this.patrol.noticed();
		}
		catch (OutOfMemoryError ex) {
			// The next process tries again
		}
	}

	/**
	 * Ends the processes that are left, with all that they started, unless they outlive
	 * this launcher, and waits a moment for their directories to be removed. Starts no
	 * more.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.patrol.close();
		if (this.outlived) {
			return;
		}
		List<ChildProcess> left = List.copyOf(this.children);
		left.forEach(ChildProcess::destroy);
		CompletableFuture.allOf(left.stream().map(ChildProcess::exit).toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, END_SECONDS, TimeUnit.SECONDS)
			.join();
	}

	private static ChildProcess start(LaunchRequest request, @Nullable ControlGroup group) {
		try {
			return adopt(request, start(request), group);
		}
		catch (RuntimeException | Error ex) {
			if (group != null) {
				group.end();
			}
			throw ex;
		}
	}

	/**
	 * Takes a process over that has just been started, or ends it if this one lacks the
	 * means: nobody else knows of it.
	 */
	static ChildProcess adopt(LaunchRequest request, Process process, @Nullable ControlGroup group) {
		try {
			return new ChildProcess(request.subject(), process, request.confinement(), group);
		}
		catch (RuntimeException | Error ex) {
			process.destroyForcibly();
			request.confinement().abandon();
			throw ex;
		}
	}

	private void requireOpen(LaunchRequest request) {
		if (this.closed) {
			throw new ComException(HResult.CO_E_SERVER_STOPPING,
					"The server of " + request.subject() + " is not started, as the launcher is closed");
		}
	}

	private static Process start(LaunchRequest request) {
		Confinement confinement = request.confinement();
		List<String> command = confinement.command(request.subject(), request.command());
		try {
			confinement.enter();
		}
		catch (IOException ex) {
			throw Shortage.failure(HResult.CO_E_CREATEPROCESS_FAILURE,
					"The directories of a server process of " + request.subject() + " could not be made",
					": " + ex + ". They are in java.io.tmpdir where working-directory and crash-directory of the "
							+ "application name no others",
					ex);
		}
		Path path = confinement.path();
		try {
			confinement.require(request.subject(), request.command(), command);
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
			confinement.applyTo(builder.environment());
			builder.directory((path != null) ? path.toFile() : null);
			return builder.start();
		}
		catch (IOException | IllegalArgumentException ex) {
			ComException failure = failure(request, path, ex);
			confinement.leave();
			throw failure;
		}
		catch (RuntimeException | Error ex) {
			// For want of a thread the JDK forgets a process that it has started
			confinement.abandon();
			throw ex;
		}
	}

	private static ComException failure(LaunchRequest request, @Nullable Path directory, Exception cause) {
		String program = request.confinement().first(request.command());
		String subject = "The program '" + program + "' of " + request.subject();
		if (directory != null && !Files.isDirectory(directory)) {
			return new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					subject + " could not be started in the directory " + directory + ", which does not exist", cause);
		}
		if (ProgramFile.isMissing(program, directory)) {
			String reason = program.contains(File.separator) ? "" : " on the PATH";
			return new ComException(HResult.CO_E_APPNOTFOUND,
					subject + " does not exist" + reason + " or may not be executed", cause);
		}
		return Shortage.failure(HResult.CO_E_CREATEPROCESS_FAILURE, subject + " could not be started",
				": " + cause.getMessage(), cause);
	}

}
