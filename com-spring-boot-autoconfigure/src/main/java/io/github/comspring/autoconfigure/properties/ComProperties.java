package io.github.comspring.autoconfigure.properties;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.comspring.ClassContext;
import io.github.comspring.ThreadingModel;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Configuration properties for COM. All that is below {@code comspring} stands here, but
 * for what is below {@code comspring.security}; {@link ComPropertiesBinding} refuses the
 * rest.
 *
 * @param enabled Whether to enable COM.
 * @param classes Classes that are not beans of this application, by ProgID or CLSID.
 * @param applications Groups of classes that share their configuration, by name.
 * @param registry Where the registry is kept.
 * @param modules The jars that are loaded into this process.
 * @param leakDetection What is noted of pointers that are never closed.
 * @param shutdownGracePeriod How long clients in other processes may take to release
 * their pointers when the application stops.
 * @param scm The service control manager, which starts server processes.
 * @param server This application as a server that was started for its clients.
 * @param rpc Calls between processes.
 * @param surrogate The processes that host jars.
 */
@ConfigurationProperties("comspring")
public record ComProperties(@DefaultValue("true") boolean enabled, @DefaultValue Map<String, ClassDeclaration> classes,
		@DefaultValue Map<String, Application> applications, @DefaultValue Registry registry,
		@DefaultValue Modules modules, @DefaultValue LeakDetection leakDetection,
		@DefaultValue("20s") Duration shutdownGracePeriod, @DefaultValue Scm scm, @DefaultValue Server server,
		@DefaultValue Rpc rpc, @DefaultValue Surrogate surrogate) {

	/**
	 * A class.
	 *
	 * @param clsid Class id; not needed if the key is one, or if the jar lists the
	 * ProgID.
	 * @param progId ProgID, if the key is a class id.
	 * @param description Name of the class for people; the ProgID by default.
	 * @param inProcessServer Jar that implements the class, relative to the module path.
	 * @param threadingModel Threads that may call the objects of the jar; "both" calls
	 * them on the caller's own thread, as any Java object, and is safe because each
	 * client creates its own; "apartment" is for code that must not leave its thread.
	 * @param inProcessHandler Jar of the handler for a class that is served elsewhere.
	 * @param localServer Command line of the program that serves the class.
	 * @param context Where the class runs if the client does not say; everywhere that it
	 * can by default.
	 * @param application Name of the application that the class belongs to.
	 * @param treatAs Class that is created instead, a CLSID or a ProgID declared here.
	 * @param autoTreatAs Class to treat this one as when an emulation is reset.
	 * @param digest Digest of the jar, such as "sha-256:" and 64 hexadecimal digits,
	 * without which it is not run.
	 */
	public record ClassDeclaration(@Nullable String clsid, @Nullable String progId, @Nullable String description,
			@Nullable String inProcessServer, @DefaultValue("both") ThreadingModel threadingModel,
			@Nullable String inProcessHandler, @Nullable String localServer, @Nullable Placement context,
			@Nullable String application, @Nullable String treatAs, @Nullable String autoTreatAs,
			@Nullable String digest) {
	}

	/**
	 * An application.
	 *
	 * @param appId Application id; derived from the name of the application by default.
	 * @param idleTimeout How long a server process of the application goes on without
	 * clients, unless its command line says otherwise; by default as it likes itself.
	 * @param callTimeout How long a call of an object of the application may take; as
	 * long as any other by default.
	 * @param endOnCallTimeout Whether a server process is ended for a call that it has
	 * not answered within the call timeout.
	 * @param restartLimit How many failures of its server processes within the restart
	 * window lock the application out, so that none is started any more; 5 by default.
	 * @param restartWindow How long a failure counts; a minute by default.
	 * @param recycleAfter When a server process gets no new clients any more and another
	 * one takes its place; never by default.
	 * @param spares How many surrogate processes are kept ready that host no class yet, 8
	 * at most.
	 * @param jvmArgs Arguments of the JVM of a surrogate, which win over all others.
	 * @param maxHeap Size of the heap of a surrogate.
	 * @param maxMemory What the whole process of a surrogate may take, native libraries
	 * included; the JVM limits its parts accordingly, and on Linux the kernel limits the
	 * whole.
	 * @param maxProcessorTime How long a server process may compute in all, until it is
	 * ended; on Linux.
	 * @param threadStack Size of the stack of a native thread of a server process; on
	 * Linux, 1MB by default where max-memory is set, as it counts for that.
	 * @param oomScoreAdjust How much sooner than this application a server process is
	 * ended when the machine or the container has no more memory, from 0 for no sooner to
	 * 1000, the default, for before all others; on Linux.
	 * @param cgroup The control group that each server process has for itself and what it
	 * starts; on Linux.
	 * @param heapDumps Whether a surrogate writes its heap to a file when there is no
	 * more room in it.
	 * @param crashDirectory Directory of such files and of the reports of fatal errors,
	 * relative to the working directory of this application; by default one of the
	 * application, with the temporary files of the user.
	 * @param environment Environment variables of the server processes.
	 * @param workingDirectory Directory in which server processes run, relative to the
	 * working directory of this application; "own" for one that each has for itself and
	 * that goes with it, the default for surrogates, or "none" for the one of this
	 * application.
	 * @param commandPrefix Words that are put in front of the command line of a server
	 * process, such as a program that confines it.
	 * @param runAs User of the operating system that server processes run as, which takes
	 * the rights of root; that of this application by default.
	 * @param debugPort Port of the loopback interface where a surrogate of the
	 * application waits for a debugger, 0 for any; off by default.
	 */
	public record Application(@Nullable String appId, @Nullable Duration idleTimeout, @Nullable Duration callTimeout,
			@DefaultValue("false") boolean endOnCallTimeout, @Nullable Integer restartLimit,
			@Nullable Duration restartWindow, @DefaultValue RecycleAfter recycleAfter, @DefaultValue("0") int spares,
			@DefaultValue List<String> jvmArgs, @Nullable DataSize maxHeap, @Nullable DataSize maxMemory,
			@Nullable Duration maxProcessorTime, @Nullable DataSize threadStack, @Nullable Integer oomScoreAdjust,
			@DefaultValue Cgroup cgroup, @DefaultValue("false") boolean heapDumps, @Nullable String crashDirectory,
			@DefaultValue Environment environment, @Nullable String workingDirectory,
			@DefaultValue List<String> commandPrefix, @Nullable String runAs, @Nullable Integer debugPort) {
	}

	/**
	 * What a server process may come to before another one takes its place.
	 *
	 * @param maxAge How long it may run.
	 * @param maxCalls How many calls it may carry out, those that create objects and
	 * count references included.
	 * @param maxActivations How many objects and class objects clients may get from it.
	 * @param maxMemory How much memory it may have resident; known on Linux only.
	 * @param errorsInARow How many of its calls and creations may fail one after the
	 * other, with E_OUTOFMEMORY or with what the interface does not declare.
	 */
	public record RecycleAfter(@Nullable Duration maxAge, @Nullable Integer maxCalls, @Nullable Integer maxActivations,
			@Nullable DataSize maxMemory, @Nullable Integer errorsInARow) {
	}

	/**
	 * The control group (cgroup, version 2) of each server process, where this
	 * application has a tree of them. What the process starts is in it, too, and ends
	 * with it.
	 *
	 * @param enabled Whether there are such groups; if there is a limit by default.
	 * @param memoryMax How much memory a group may have; beyond it all of its processes
	 * are ended.
	 * @param pidsMax How many processes a group may have, threads counted one by one.
	 * @param cpuMax How many processors a group may use, such as 1.5.
	 */
	public record Cgroup(@Nullable Boolean enabled, @Nullable DataSize memoryMax, @Nullable Integer pidsMax,
			@Nullable Double cpuMax) {
	}

	/**
	 * Environment variables of server processes.
	 *
	 * @param inherit Names of the variables of this application that they get, with a
	 * star at the end for any rest of a name; by default all but JAVA_TOOL_OPTIONS and
	 * its like, and a few for surrogates.
	 * @param set Variables that they get besides.
	 */
	public record Environment(@Nullable List<String> inherit, @DefaultValue Map<String, String> set) {
	}

	/**
	 * The registry.
	 *
	 * @param machineDirectory Directory with the entries of all users of this machine; a
	 * relative path is relative to the working directory.
	 * @param userDirectory Directory with the entries of this user alone, which win over
	 * those of the machine, such as .config/comspring/registry.d in the home directory;
	 * none by default.
	 * @param refreshInterval How old the view of the directories may be.
	 */
	public record Registry(@DefaultValue("/etc/comspring/registry.d") String machineDirectory,
			@Nullable String userDirectory, @DefaultValue("100ms") Duration refreshInterval) {
	}

	/**
	 * Jars in this process.
	 *
	 * @param path Directories in which jars with relative names are found, themselves
	 * relative to the working directory; "modules" in it and in the application's home by
	 * default. The working directory itself comes last.
	 */
	public record Modules(@DefaultValue List<String> path) {
	}

	/**
	 * Leak detection.
	 *
	 * @param sampleRate Of how many pointers one keeps the place that created it; 0 for
	 * none.
	 */
	public record LeakDetection(@DefaultValue("1024") int sampleRate) {
	}

	/**
	 * The service control manager.
	 *
	 * @param mode Where the service control manager is: in this application for itself
	 * alone, in this application for all applications of its user, or in the application
	 * that is that host.
	 * @param endpoint Where the host listens, "unix:" and an absolute path; scm.sock in a
	 * directory of the user by default. A service control manager that started this
	 * application sets it.
	 * @param launchTimeout How long a server process may take from its start until it has
	 * registered a class.
	 * @param shutdownTimeout How long server processes may take to end when the
	 * application ends; those of a host do not end with it.
	 * @param inquiryTimeout How long server processes may take, all of them together, to
	 * give their counts to the endpoint comservers or to the recycling of processes.
	 * @param cgroupDirectory Directory of the tree of control groups in which server
	 * processes have theirs; the one that is delegated to this application by default.
	 */
	public record Scm(@DefaultValue("embedded") Mode mode, @Nullable String endpoint,
			@DefaultValue("60s") Duration launchTimeout, @DefaultValue("10s") Duration shutdownTimeout,
			@DefaultValue("1s") Duration inquiryTimeout, @Nullable String cgroupDirectory) {
	}

	/**
	 * This application as a server that was started for its clients.
	 *
	 * @param idleTimeout How long it goes on without clients before it ends.
	 * @param scmTimeout How long it seeks the next host when the one is gone that started
	 * it.
	 */
	public record Server(@DefaultValue("30s") Duration idleTimeout, @DefaultValue("60s") Duration scmTimeout) {
	}

	/**
	 * Where the service control manager is.
	 */
	public enum Mode {

		/** In this application, for itself alone. */
		EMBEDDED,

		/** In this application, for all applications of its user. */
		HOST,

		/** In another application, the host. */
		CLIENT

	}

	/**
	 * Calls between processes, and what another process may use up.
	 *
	 * @param callTimeout How long a call may take.
	 * @param maxCallsPerServer How many calls to one process may be under way, without
	 * those that are part of calls from there.
	 * @param maxConnections How many connections are accepted, of all processes together.
	 * Half as many as the process may have files open by default, 2048 at most.
	 * @param maxFragments How many fragments a message may have.
	 * @param maxMessageSize How long the data of a message may be.
	 * @param maxRequestMemory How much memory the requests of all processes may take,
	 * from their first fragment until they are answered. Half of the heap by default.
	 * @param bindTimeout How long a client may take to introduce itself.
	 * @param idleTimeout How long a connection of a client without pointers may be
	 * unused.
	 * @param perPeer What one process may use up of that.
	 * @param unintroduced What processes may use up that have not shown who they are.
	 */
	public record Rpc(@DefaultValue("60s") Duration callTimeout, @DefaultValue("256") int maxCallsPerServer,
			@Nullable Integer maxConnections, @DefaultValue("16384") int maxFragments,
			@DefaultValue("64MB") DataSize maxMessageSize, @Nullable DataSize maxRequestMemory,
			@DefaultValue("10s") Duration bindTimeout, @DefaultValue("10m") Duration idleTimeout,
			@DefaultValue PerPeer perPeer, @DefaultValue Unintroduced unintroduced) {

		/**
		 * What one process may use up.
		 *
		 * @param maxConnections How many of its connections are accepted. Half of
		 * max-connections by default.
		 * @param maxCalls How many of its calls may be under way. As many as its
		 * connections by default.
		 * @param maxRequestMemory How much memory its requests may take, and at least
		 * what one of max-message-size takes. Three quarters of the memory for all by
		 * default.
		 * @param maxObjects How many objects of this process it may hold.
		 */
		public record PerPeer(@Nullable Integer maxConnections, @Nullable Integer maxCalls,
				@Nullable DataSize maxRequestMemory, @DefaultValue("100000") int maxObjects) {
		}

		/**
		 * What processes may use up that have not shown who they are.
		 *
		 * @param maxConnections How many of their connections are accepted for each user,
		 * and how many more that nothing was said on yet. An eighth of max-connections by
		 * default.
		 * @param maxMessageSize How long the data of their requests may be.
		 */
		public record Unintroduced(@Nullable Integer maxConnections, @DefaultValue("64KB") DataSize maxMessageSize) {
		}

	}

	/**
	 * The processes that host jars.
	 *
	 * @param classArchive Whether the classes of a surrogate are kept in an archive in
	 * the user's cache, made once in the background, so that surrogates start faster.
	 */
	public record Surrogate(@DefaultValue("true") boolean classArchive) {
	}

	/**
	 * Where a class runs.
	 */
	public enum Placement {

		/** In the client's process. */
		IN_PROCESS(ClassContext.INPROC_SERVER),

		/** A jar in a process of its own, shared with the classes of its application. */
		SURROGATE(ClassContext.LOCAL_SERVER),

		/** In the process of its program. */
		LOCAL_SERVER(ClassContext.LOCAL_SERVER),

		/** On another machine. */
		REMOTE(ClassContext.REMOTE_SERVER);

		private final ClassContext context;

		Placement(ClassContext context) {
			this.context = context;
		}

		public ClassContext context() {
			return this.context;
		}

	}

}
