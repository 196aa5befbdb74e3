package io.github.comspring.core.scm;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.launch.ProcessExit;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.fixture.Hosted;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * Surrogates as their application confines them.
 */
@ExtendWith(NoLeftovers.class)
@EnabledOnOs(OS.LINUX)
@Timeout(120)
class ConfinedSurrogateTests {

	private static final String HUNGRY = "java.util.List<byte[]> all = new java.util.ArrayList<>(); "
			+ "while (true) { all.add(new byte[1 << 20]); if (all.isEmpty()) { break; } }";

	private static final String NATIVELY_HUNGRY = "try { java.lang.reflect.Field field = sun.misc.Unsafe.class"
			+ ".getDeclaredField(\"theUnsafe\"); field.setAccessible(true); "
			+ "((sun.misc.Unsafe) field.get(null)).allocateMemory(256L << 20); } "
			+ "catch (ReflectiveOperationException ex) { throw new IllegalStateException(ex); }";

	/** But for so much that the JVM itself does not end. */
	private static final String USING_UP = "try { if (java.nio.file.Files.deleteIfExists(java.nio.file.Path.of(\"{once}\"))) "
			+ "{ java.lang.reflect.Field field = sun.misc.Unsafe.class.getDeclaredField(\"theUnsafe\"); "
			+ "field.setAccessible(true); sun.misc.Unsafe unsafe = (sun.misc.Unsafe) field.get(null); "
			+ "java.util.ArrayDeque<Long> all = new java.util.ArrayDeque<>(); "
			+ "try { while (true) { all.push(unsafe.allocateMemory(1 << 20)); } } catch (OutOfMemoryError ex) { } "
			+ "for (int i = 0; i < 6; i++) { unsafe.freeMemory(all.pop()); } } } "
			+ "catch (java.io.IOException | ReflectiveOperationException ex) { throw new IllegalStateException(ex); }";

	private static final String WILD = "try { java.lang.reflect.Field field = sun.misc.Unsafe.class"
			+ ".getDeclaredField(\"theUnsafe\"); field.setAccessible(true); "
			+ "((sun.misc.Unsafe) field.get(null)).putAddress(0, 0); } "
			+ "catch (ReflectiveOperationException ex) { throw new IllegalStateException(ex); }";

	@RegisterExtension
	final TestMachine machine = new TestMachine();

	@TempDir
	Path directory;

	private HostedClasses classes;

	private AppId appId;

	@BeforeEach
	void application() {
		this.classes = new HostedClasses(this.machine, this.directory);
		this.appId = this.classes.application();
		set("CrashDirectory", new Sz(crashes().toString()));
	}

	private Path crashes() {
		return this.directory.resolve("crashes");
	}

	private void set(String name, RegistryValue value) {
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + this.appId, name, value));
	}

	private ComPointer<Hosted> create() {
		return this.classes.create(this.classes.register(this.appId));
	}

	private ProcessExit exit() {
		return this.machine.launched.get(0).exit().join();
	}

	@Test
	void environmentIsWhatASurrogateNeedsAndWhatIsSet() throws IOException {
		assertThat(System.getenv()).as("something that is not inherited").containsKey("PATH").hasSizeGreaterThan(1);
		set("EnvironmentInherit", new MultiSz(List.of("PATH")));
		set("EnvironmentSet", new MultiSz(List.of("DESK=oak")));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(names(pointer.get().pid())).containsExactlyInAnyOrder("PATH", "DESK", "COMSPRING_LAUNCH",
					"COMSPRING_DIRECTORY");
		}
	}

	@Test
	void environmentWhenNothingIsSaidThenNothingButWhatIsUsual() throws IOException {
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(names(pointer.get().pid())).contains("PATH")
				.allMatch((name) -> name.matches(
						"PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR|JAVA_HOME|XDG_.*|TE?MP|COMSPRING_(LAUNCH|DIRECTORY)"));
		}
	}

	private static List<String> names(long pid) throws IOException {
		String environment = Files.readString(Path.of("/proc/" + pid + "/environ"));
		return Arrays.stream(environment.split("\0")).map((each) -> each.substring(0, each.indexOf('='))).toList();
	}

	@Test
	void workingDirectoryIsPrivateAndGoesWithTheProcess() throws IOException {
		long pid;
		Path own;
		try (ComPointer<Hosted> pointer = create()) {
			pid = pointer.get().pid();
			own = Files.readSymbolicLink(Path.of("/proc/" + pid + "/cwd"));
			assertThat(own.getFileName().toString()).startsWith("comspring-run-");
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own))).isEqualTo("rwx------");
			assertThat(arguments(pid)).contains("-Djava.io.tmpdir=" + own);
			Files.writeString(own.resolve("left"), "left");
		}
		TestMachine.kill(pid);
		exit();
		assertThat(own).doesNotExist();
	}

	@Test
	void workingDirectoryWhenNoneThenThatOfThisProcess() throws IOException {
		set("WorkingDirectory", new Sz("none"));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(Files.readSymbolicLink(Path.of("/proc/" + pointer.get().pid() + "/cwd")))
				.isEqualTo(Path.of("").toRealPath());
		}
	}

	@Test
	void jvmArgumentsAndLimitsWinOverDefaults() throws IOException {
		set("MaxHeap", new Dword(64 << 10));
		set("MaxMemory", new Dword(192 << 10));
		set("JvmArguments", new MultiSz(List.of("-Xss512k", "-Ddesk=oak")));
		try (ComPointer<Hosted> pointer = create()) {
			List<String> arguments = arguments(pointer.get().pid());
			assertThat(arguments).containsSubsequence("-Xmx256m", "-Xmx65536k", "-XX:MaxMetaspaceSize=32768k",
					"-XX:ReservedCodeCacheSize=16384k", "-XX:MaxDirectMemorySize=8192k", "-Xss512k", "-Ddesk=oak");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "-XX:+UseParallelGC", "-XX:+UnlockExperimentalVMOptions -XX:+UseEpsilonGC",
			"-Xms300m -XX:+AlwaysPreTouch", "-XX:InitialHeapSize=300m", "-XX:SoftMaxHeapSize=300m" })
	void jvmArgumentsWhenUsualOnesWouldNotStartBesideThemThenTheyWin(String arguments) throws IOException {
		set("JvmArguments", new MultiSz(List.of(arguments.split(" "))));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(arguments(pointer.get().pid())).contains(arguments.split(" "));
		}
	}

	@Test
	@EnabledForJreRange(minVersion = 24)
	void jvmArgumentsWhenAnotherArchiveThenTheyWin() throws IOException {
		set("JvmArguments", new MultiSz(List.of("-XX:AOTMode=off")));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(arguments(pointer.get().pid())).contains("-XX:AOTMode=off");
		}
	}

	@Test
	void memoryThatTheJvmDoesNotCountIsLimitedToo() {
		set("MaxMemory", new Dword(128 << 10));
		Clsid clsid = hosting(NATIVELY_HUNGRY);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.withMessageContaining("OutOfMemoryError");
	}

	private static List<String> arguments(long pid) throws IOException {
		return List.of(Files.readString(Path.of("/proc/" + pid + "/cmdline")).split("\0"));
	}

	@Test
	void nativeThreadsHaveSmallStacksWhereMemoryIsLimited() throws IOException {
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(limits(pointer.get().pid())).isEqualTo(limits(ProcessHandle.current().pid()));
		}
		this.appId = this.classes.application();
		set("MaxMemory", new Dword(192 << 10));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(limits(pointer.get().pid())).startsWith("1048576 ");
		}
		this.appId = this.classes.application();
		set("ThreadStack", new Dword(2048));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(limits(pointer.get().pid())).startsWith("2097152 ");
		}
	}

	private static String limits(long pid) throws IOException {
		return Files.readAllLines(Path.of("/proc/" + pid + "/limits"))
			.stream()
			.filter((line) -> line.startsWith("Max stack size"))
			.map((line) -> line.substring("Max stack size".length()).strip().replaceAll(" +", " "))
			.findFirst()
			.orElseThrow();
	}

	@Test
	void surrogatesAndServersEndBeforeThisProcessWhenMemoryIsShort() throws IOException {
		int own = oomScore(ProcessHandle.current().pid());
		try (ComPointer<Hosted> pointer = create();
				ComPointer<Servant> server = this.machine.create(this.machine.register())) {
			assertThat(oomScore(pointer.get().pid())).isEqualTo(1000);
			assertThat(oomScore(server.get().pid())).isEqualTo(1000);
		}
		this.appId = this.classes.application();
		set("OomScoreAdjust", new Dword(0));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(oomScore(pointer.get().pid())).isEqualTo(own);
		}
	}

	private static int oomScore(long pid) throws IOException {
		return Integer.parseInt(Files.readString(Path.of("/proc/" + pid + "/oom_score_adj")).strip());
	}

	@Test
	void localeTimeZoneAndCharsetsAreThoseOfThisProcess() throws IOException {
		Path seen = this.directory.resolve("seen");
		Clsid clsid = hosting("try { java.nio.file.Files.writeString(java.nio.file.Path.of(\"" + seen + "\"), "
				+ "java.util.Locale.getDefault() + \" \" "
				+ "+ java.util.Locale.getDefault(java.util.Locale.Category.FORMAT) + \" \" "
				+ "+ java.util.TimeZone.getDefault().getID() + \" \" + java.nio.charset.Charset.defaultCharset() + \" \" "
				+ "+ System.getProperty(\"sun.jnu.encoding\")); } "
				+ "catch (java.io.IOException ex) { throw new IllegalStateException(ex); }");
		Locale locale = Locale.getDefault();
		TimeZone timeZone = TimeZone.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			Locale.setDefault(Locale.Category.FORMAT, Locale.CANADA_FRENCH);
			TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo"));
			this.classes.activate(clsid);
		}
		finally {
			Locale.setDefault(locale);
			TimeZone.setDefault(timeZone);
		}
		assertThat(seen).hasContent(
				"de_DE fr_CA Asia/Tokyo " + Charset.defaultCharset() + " " + System.getProperty("sun.jnu.encoding"));
	}

	@Test
	void librariesAreFoundWhereThisProcessFindsThem() throws IOException {
		Path library = this.directory.resolve(System.mapLibraryName("desk"));
		Files.copy(Path.of(System.getProperty("java.home"), "lib", System.mapLibraryName("rmi")), library);
		Clsid clsid = hosting("System.loadLibrary(\"desk\");");
		String usual = System.setProperty("java.library.path", this.directory.toString());
		try {
			assertThat(this.classes.activate(clsid)).isPositive();
		}
		finally {
			System.setProperty("java.library.path", usual);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "System.loadLibrary(\"desk\");",
			"class Page { static { System.loadLibrary(\"desk\"); } } new Page();",
			"if (type != null) { throw new IllegalStateException(new UnsatisfiedLinkError(\"libdesk.so\")); }" })
	void libraryThatIsNotFoundThenErrorSaysWhatToSet(String creation) {
		Clsid clsid = hosting(creation);
		for (int i = 0; i < 2; i++) {
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
				.withMessageContaining("-Djava.library.path=")
				.withMessageContaining("environment.set")
				.withStackTraceContaining("UnsatisfiedLinkError");
		}
	}

	@Test
	void prefixIsPutInFrontAndItsProcessTreeIsEnded() {
		set("CommandPrefix", new MultiSz(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "prefix")));
		long pid;
		try (ComPointer<Hosted> pointer = create()) {
			pid = pointer.get().pid();
			long launched = this.machine.launched.get(0).pid();
			assertThat(pid).isNotEqualTo(launched);
			assertThat(ProcessHandle.of(pid).orElseThrow().parent()).map(ProcessHandle::pid).contains(launched);
		}
		ProcessHandle surrogate = ProcessHandle.of(pid).orElseThrow();
		this.machine.launched.get(0).destroy();
		surrogate.onExit().join();
		assertThat(exit().status()).isEqualTo(137);
	}

	@Test
	void prefixMayGainPrivilegesAndWhatIsBehindItMayNot() throws IOException {
		set("CommandPrefix", new MultiSz(List.of("/bin/sh", "-c", "\"$@\"; exit $?", "prefix")));
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(Path.of("/proc/" + this.machine.launched.get(0).pid() + "/status")).content()
				.contains("NoNewPrivs:\t0");
			assertThat(Path.of("/proc/" + pointer.get().pid() + "/status")).content().contains("NoNewPrivs:\t1");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "unshare --pid --fork --mount-proc --kill-child --net",
			"bwrap --ro-bind / / --dev /dev --proc /proc --bind /tmp /tmp --unshare-pid --unshare-net" })
	void prefixWhenProcessesHaveTheSameIdInTheirNamespacesThenTheirSocketsDoNotCollide(String words) {
		List<String> prefix = List.of(words.split(" "));
		assumeTrue(isPossible(prefix), () -> "SKIPPED: no process can be started by " + words);
		set("CommandPrefix", new MultiSz(prefix));
		AppId other = this.classes.application();
		this.machine.hive.edit((root) -> root.withValue("AppID\\" + other, "CommandPrefix", new MultiSz(prefix)));
		try (ComPointer<Hosted> first = create();
				ComPointer<Hosted> second = this.classes.create(this.classes.register(other))) {
			assertThat(first.get().pid()).isEqualTo(second.get().pid()).isLessThan(10);
			assertThat(this.machine.scm.servers()).extracting(ServerDescription::endpoint).doesNotHaveDuplicates();
		}
	}

	private static boolean isPossible(List<String> prefix) {
		List<String> words = new ArrayList<>(prefix);
		words.add("true");
		try {
			return new ProcessBuilder(words).start().onExit().join().exitValue() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void prefixOfLocalServerIsPutInFront() throws IOException {
		Clsid clsid = this.machine.register();
		this.machine.hive
			.edit((root) -> root.withValue("CLSID\\" + clsid, "AppID", new RegistryValue.Sz(this.appId.toString())));
		set("CommandPrefix", new MultiSz(List.of("env", "DESK=oak")));
		try (ComPointer<Servant> pointer = this.machine.create(clsid)) {
			assertThat(Files.readString(Path.of("/proc/" + pointer.get().pid() + "/environ"))).contains("DESK=oak\0");
			assertThat(names(pointer.get().pid())).containsAll(System.getenv().keySet());
		}
	}

	@Test
	void prefixWhenMissingThenAppNotFoundNamesIt() {
		set("CommandPrefix", new MultiSz(List.of("no-such-prefix", "-x")));
		assertThatExceptionOfType(ComException.class).isThrownBy(this::create)
			.withMessageContaining("no-such-prefix")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_APPNOTFOUND));
		assertThat(this.machine.launched).isEmpty();
	}

	@Test
	void outOfMemoryThenErrorSaysSoAndProcessHasEnded() {
		set("MaxHeap", new Dword(16 << 10));
		Clsid clsid = hungry();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.withMessageContaining("OutOfMemoryError")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
		assertThat(exit().status()).isEqualTo(3);
		assertThat(crashes()).isEmptyDirectory();
	}

	@Test
	void outOfMemoryWhenHeapDumpsThenErrorNamesTheFile() throws IOException {
		set("MaxHeap", new Dword(16 << 10));
		set("HeapDumps", new Sz("Y"));
		Clsid clsid = hungry();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("OutOfMemoryError")
				.contains(exit().crashFiles().get(0).toString()));
		try (Stream<Path> files = Files.list(crashes())) {
			assertThat(files).containsExactlyElementsOf(exit().crashFiles())
				.allMatch((file) -> file.toString().endsWith(".hprof"));
		}
	}

	/**
	 * The JVM takes no notice of those that Java code throws.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "java.nio.ByteBuffer.allocateDirect(64 << 20).put((byte) 1);",
			"if (type != null) { throw new IllegalStateException(new OutOfMemoryError(\"no more native memory\")); }" })
	void outOfMemoryOfJavaCodeThenErrorSaysSoAndProcessHasEnded(String creation) {
		set("MaxMemory", new Dword(128 << 10));
		Clsid clsid = hosting(creation);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.withMessageContaining("Terminating due to java.lang.OutOfMemoryError")
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED));
		assertThat(exit().status()).isEqualTo(3);
	}

	/**
	 * A new client takes a thread, for whose stack there is no room.
	 */
	@Test
	void outOfMemoryOfNativeCodeThenProcessHasEndedForThatAndNextClientIsServed() throws IOException {
		set("MaxMemory", new Dword(1024 << 10));
		set("JvmArguments", new MultiSz(List.of("-Xss16m")));
		Path once = Files.createFile(this.directory.resolve("once"));
		Clsid clsid = hosting(USING_UP.replace("{once}", once.toString()));
		try (ComPointer<Hosted> pointer = this.classes.create(clsid)) {
			// A thread that is needed meanwhile may be the one
			catchThrowable(() -> pointer.get().pid());
			exit();
		}
		assertThat(exit().describe()).contains("OutOfMemoryError: unable to create native thread")
			.startsWith("exited with code 3; its memory is limited by max-memory of its application, 1024MB, ");
		assertThat(this.classes.activate(clsid)).isPositive();
	}

	@Test
	void outOfMemoryOfJavaCodeWhenTheJvmGoesOnThenItDoes() {
		set("MaxMemory", new Dword(128 << 10));
		set("JvmArguments", new MultiSz(List.of("-XX:-ExitOnOutOfMemoryError")));
		Clsid clsid = hosting("java.nio.ByteBuffer.allocateDirect(64 << 20).put((byte) 1);");
		assertFails(HResult.E_OUTOFMEMORY, () -> this.classes.activate(clsid));
		assertThat(this.machine.launched.get(0).exit()).isNotDone();
	}

	private Clsid hungry() {
		return hosting(HUNGRY);
	}

	private Clsid hosting(String creation) {
		Clsid clsid = TestMachine.newClass();
		this.classes.register(clsid, this.appId,
				HostedJar.creating(creation, clsid).writeTo(this.directory.resolve("hungry.jar")));
		return clsid;
	}

	@ParameterizedTest
	@CsvSource({ "SEGV, 11", "FPE, 8", "BUS, 7", "ILL, 4" })
	void crashThenExitNamesTheSignalAndTheReport(String signal, int number) throws IOException {
		long pid;
		try (ComPointer<Hosted> pointer = create()) {
			pid = pointer.get().pid();
		}
		new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).inheritIO().start().onExit().join();
		assertThat(exit().crashFiles()).singleElement()
			.satisfies((file) -> assertThat(file).hasParent(crashes()).content().contains("SIG" + signal));
		assertThat(exit().describe())
			.startsWith("was ended by signal " + number + " (SIG" + signal + ") that was sent to it")
			.contains("; problematic frame: ")
			.contains("; see " + exit().crashFiles().get(0));
	}

	@Test
	void crashInACallThenErrorNamesTheSignalTheLibraryAndTheFrame() {
		Clsid clsid = hosting(WILD);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_S_CALL_FAILED))
			.withMessageContaining("was ended by signal 11 (SIGSEGV) in libjvm.so; problematic frame: V [libjvm.so+0x")
			.withMessageContaining("; see " + exit().crashFiles().get(0))
			.withMessageNotContaining("Java Runtime Environment");
	}

	@Test
	void crashWhenTheKernelWritesTheMemoryThenItIsBesideTheReport() throws IOException {
		assumeTrue(Files.readString(Path.of("/proc/sys/kernel/core_pattern")).matches("[^|/]*\n"),
				"SKIPPED: the kernel writes no core file where a process runs");
		set("CommandPrefix", new MultiSz(List.of("prlimit", "--core=unlimited:unlimited")));
		assumeTrue(isPossible(List.of("prlimit", "--core=unlimited:unlimited")), "SKIPPED: no core files are allowed");
		Clsid clsid = hosting(WILD);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.withMessageContaining(".core");
		assertThat(exit().crashFiles()).extracting((file) -> file.toString().replaceFirst(".*\\.", ""))
			.containsExactly("log", "core");
		assertThat(exit().crashFiles()).allSatisfy((file) -> assertThat(file).hasParent(crashes()).isNotEmptyFile());
	}

	@Test
	void crashDirectoryWhenAnotherUserHasTakenItsNameThenAFreshOne() throws IOException {
		this.machine.hive.edit((root) -> root.withoutValue("AppID\\" + this.appId, "CrashDirectory"));
		Path trap = Files.createDirectory(this.directory.resolve("trap"));
		String user = System.getProperty("user.name");
		Files.createSymbolicLink(this.directory.resolve("comspring-" + user), trap);
		String usual = System.setProperty("java.io.tmpdir", this.directory.toString());
		try (ComPointer<Hosted> pointer = create()) {
			assertThat(arguments(pointer.get().pid()))
				.anyMatch((each) -> each.startsWith("-XX:ErrorFile=" + this.directory.resolve("comspring-crashes-")));
		}
		finally {
			System.setProperty("java.io.tmpdir", usual);
		}
		assertThat(trap).isEmptyDirectory();
	}

	@Test
	void crashDirectoryWhenItCannotBeMadeThenCreateProcessFailure() throws IOException {
		Files.writeString(crashes(), "a file");
		assertFails(HResult.CO_E_CREATEPROCESS_FAILURE, this::create);
	}

	@Test
	void digestWhenWrongThenErrorNamesBothAndTheJarIsNotRun() {
		Clsid clsid = this.classes.register(this.appId);
		String wrong = "sha-256:" + "0".repeat(64);
		this.machine.value(clsid, "InprocServer32", "Digest", wrong);
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.classes.activate(clsid))
			.withMessageContaining(wrong)
			.satisfies((ex) -> assertThat(ex.getMessage()).matches("(?s).*has the digest sha-256:[0-9a-f]{64} and.*"))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_ERRORINDLL));
	}

}
