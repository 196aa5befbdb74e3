package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import io.github.comspring.ComException;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ClassArchives}, {@link ClassArchive}, {@link ArchiveRehearsal} and
 * {@link SurrogateRehearsal}, with real JVMs.
 */
@ExtendWith(NoLeftovers.class)
class ClassArchivesTests {

	private static final List<String> OPTIONS = BuiltInSurrogate.OPTIONS;

	private static final Duration LONG = Duration.ofMinutes(2);

	@TempDir
	Path directory;

	private RuntimeCache cache;

	private Path jar;

	private final List<ClassArchives> opened = new ArrayList<>();

	@BeforeEach
	void makeJar() {
		this.cache = new RuntimeCache(this.directory.resolve("cache"));
		this.jar = new RuntimeJar(this.cache).of(RuntimeJar.class.getProtectionDomain().getCodeSource().getLocation());
	}

	@AfterEach
	void close() {
		this.opened.forEach(ClassArchives::close);
	}

	@Test
	void ofWhenThereIsNoArchiveThenNoneAndTheNextOneHasIt() throws Exception {
		ClassArchives archives = archives();
		assertThat(archives.of(this.jar, OPTIONS)).isEmpty();
		List<String> options = awaitOptions(archives);
		assertThat(loaded(options)).contains("io.github.comspring.core.surrogate.SurrogateMain source: shared");
		assertThat(loaded(List.of())).contains("io.github.comspring.core.surrogate.SurrogateMain source: file:");
		assertThat(archives().of(this.jar, OPTIONS)).isEqualTo(options);
		assertThat(files(".tmp")).isEmpty();
	}

	@Test
	void ofWhenArchiveIsDamagedThenItIsDeletedAndMadeAnew() throws Exception {
		Path archive = make();
		byte[] content = Files.readAllBytes(archive);
		assertThat(archive.toFile().setWritable(true)).isTrue();
		for (byte[] damaged : List.of(new byte[0], Arrays.copyOf(content, content.length / 2), changed(content))) {
			Files.write(archive, damaged);
			assertThat(waiting().of(this.jar, OPTIONS)).isEmpty();
			assertThat(archive).doesNotExist();
		}
		assertThat(loaded(awaitOptions(archives()))).contains("SurrogateMain source: shared");
	}

	@Test
	void archiveOfAnotherJarIsIgnoredWithoutAWord() throws Exception {
		Path archive = make();
		Files.setLastModifiedTime(this.jar, FileTime.from(Instant.EPOCH));
		List<String> quiet = waiting().of(this.jar, OPTIONS);
		assertThat(quiet).isEmpty();
		assertThat(run(ClassArchives.use(archive))).isEqualTo(run(List.of()));
	}

	@Test
	void ofWhenOtherOptionsMatterThenAnotherArchive() throws IOException {
		ClassArchive archive = archive(OPTIONS);
		assertThat(archive(List.of("-XX:+UseParallelGC"))).isNotEqualTo(archive);
		assertThat(archive(Stream.concat(OPTIONS.stream(), Stream.of("-XX:-UseCompressedOops")).toList()))
			.isNotEqualTo(archive);
		assertThat(archive(Stream.concat(OPTIONS.stream(), Stream.of("-Xmx1g", "-Da=b", "-ea")).toList()))
			.isEqualTo(archive);
	}

	@Test
	void optionsWhenOneMustNotBeUsedTwiceThenWithoutIt() throws IOException {
		assertThat(rehearsal("-agentlib:jdwp=transport=dt_socket,server=y", "-Xlog:gc:file=gc", "-XX:+UseSerialGC",
				"-XX:HeapDumpPath=/dumps", "-XX:TieredStopAtLevel=1")
			.options()).containsExactly("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
	}

	@Test
	void ofWhenJarIsNotInTheCacheThenNone() throws IOException {
		Path elsewhere = Files.copy(this.jar, this.directory.resolve("runtime.jar"));
		assertThat(archives().of(elsewhere, OPTIONS)).isEmpty();
		assertThat(files(ClassArchive.SUFFIX)).isEmpty();
	}

	@Test
	void ofWhenThereIsNoCacheThenNone() throws IOException {
		Path file = Files.writeString(this.directory.resolve("file"), "no directory");
		ClassArchives archives = new ClassArchives(new RuntimeCache(file), Clock.systemUTC(), Duration.ZERO);
		this.opened.add(archives);
		assertThat(archives.of(file.resolve("runtime.jar"), OPTIONS)).isEmpty();
	}

	@Test
	void makeWhenTwoAtOnceThenEachArchiveIsWhole() throws Exception {
		ArchiveRehearsal rehearsal = rehearsal(OPTIONS.toArray(String[]::new));
		CyclicBarrier barrier = new CyclicBarrier(2);
		Callable<Path> make = () -> {
			barrier.await();
			return rehearsal.make();
		};
		ExecutorService two = Executors.newFixedThreadPool(2);
		try {
			for (Future<Path> each : two.invokeAll(List.of(make, make))) {
				assertThat(loaded(ClassArchives.use(each.get()))).contains("SurrogateMain source: shared");
			}
		}
		finally {
			two.shutdown();
		}
		assertThat(files(".tmp")).isEmpty();
	}

	@Test
	void makeWhenRehearsalFailsThenNothingIsLeft() throws IOException {
		Path empty = Files.write(this.cache.directory().resolve("runtime-none.jar"), new byte[0]);
		ArchiveRehearsal rehearsal = ArchiveRehearsal.of(empty, OPTIONS);
		assertThatExceptionOfType(ComException.class).isThrownBy(rehearsal::make);
		assertThat(files(ClassArchive.SUFFIX)).isEmpty();
		assertThat(files(".tmp")).isEmpty();
	}

	@Test
	void makeWhenDirectoryIsGoneThenFails() {
		ClassArchive archive = new ClassArchive(this.directory.resolve("gone"), "runtime-");
		ArchiveRehearsal rehearsal = new ArchiveRehearsal(this.jar, List.of(), archive);
		assertThatExceptionOfType(IOException.class).isThrownBy(rehearsal::make);
	}

	@Test
	void closeWhenArchiveIsBeingMadeThenItEnds() throws IOException {
		ClassArchives archives = archives();
		archives.of(this.jar, OPTIONS);
		await().until(() -> rehearsals(ProcessHandle.current()).findAny().isPresent());
		archives.close();
		assertThat(rehearsals(ProcessHandle.current())).isEmpty();
		assertThat(files(".tmp")).isEmpty();
		assertThat(waiting().of(this.jar, OPTIONS)).isEmpty();
		assertThat(archives.of(this.jar, OPTIONS)).isEmpty();
	}

	@Test
	void rehearsalWhenItsApplicationIsKilledThenItEndsAndLeavesNothingForLong() throws Exception {
		Process application = new ProcessBuilder(System.getProperty("java.home") + "/bin/java",
				"-Djava.io.tmpdir=" + this.directory, "-cp", System.getProperty("java.class.path"),
				ArchiveOwner.class.getName(), this.cache.directory().toString(), this.jar.toString())
			.redirectOutput(Redirect.DISCARD)
			.redirectError(Redirect.DISCARD)
			.start();
		ProcessHandle rehearsal = await().atMost(LONG)
			.until(() -> rehearsals(application.toHandle()).findAny(), Optional::isPresent)
			.orElseThrow();
		application.destroyForcibly().waitFor();
		await().atMost(LONG).until(() -> !rehearsal.isAlive());
		this.cache.deleteUnused(Instant.now().plus(Duration.ofDays(2)));
		assertThat(files(ClassArchive.SUFFIX)).isEmpty();
		assertThat(files(".tmp")).isEmpty();
	}

	private static Stream<ProcessHandle> rehearsals(ProcessHandle of) {
		return of.descendants()
			.filter((process) -> process.info().commandLine().orElse("").contains("-XX:ArchiveClassesAtExit="));
	}

	@Test
	void ofWhenArchiveIsFoundThenItCountsAsUsed() throws Exception {
		Path archive = make();
		Files.setLastModifiedTime(archive, FileTime.from(Instant.EPOCH));
		archives().of(this.jar, OPTIONS);
		assertThat(Files.getLastModifiedTime(archive).toInstant()).isAfter(Instant.EPOCH);
	}

	private ClassArchives archives() {
		ClassArchives archives = new ClassArchives(this.cache, Clock.systemUTC(), Duration.ZERO);
		this.opened.add(archives);
		return archives;
	}

	/**
	 * Creates archives of which none is made in the time of a test.
	 */
	private ClassArchives waiting() {
		ClassArchives archives = new ClassArchives(this.cache, Clock.systemUTC(), Duration.ofHours(1));
		this.opened.add(archives);
		return archives;
	}

	private ClassArchive archive(List<String> options) throws IOException {
		return ArchiveRehearsal.of(this.jar, options).archive();
	}

	private ArchiveRehearsal rehearsal(String... options) throws IOException {
		return ArchiveRehearsal.of(this.jar, List.of(options));
	}

	private Path make() throws IOException {
		return ArchiveRehearsal.of(this.jar, OPTIONS).make();
	}

	private List<String> awaitOptions(ClassArchives archives) {
		return await().atMost(LONG).until(() -> archives.of(this.jar, OPTIONS), (options) -> !options.isEmpty());
	}

	private List<Path> files(String suffix) throws IOException {
		try (Stream<Path> files = Files.list(this.cache.directory())) {
			return files.filter((each) -> each.toString().endsWith(suffix)).toList();
		}
	}

	private static byte[] changed(byte[] content) {
		byte[] changed = content.clone();
		changed[content.length / 2] ^= 1;
		return changed;
	}

	private String loaded(List<String> options) throws Exception {
		return run(Stream.concat(options.stream(), Stream.of("-Xlog:class+load")).toList());
	}

	/**
	 * Runs a surrogate that ends at once, as nobody has launched it.
	 */
	private String run(List<String> options) throws Exception {
		List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
		command.addAll(options);
		command.addAll(OPTIONS);
		command.addAll(List.of("-cp", this.jar.toString(), SurrogateMain.class.getName()));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		process.getOutputStream().close();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).isEqualTo(1);
		return output;
	}

	/**
	 * An application that makes an archive and does not end by itself.
	 */
	static final class ArchiveOwner {

		public static void main(String[] args) throws IOException {
			new ClassArchives(new RuntimeCache(Path.of(args[0])), Clock.systemUTC(), Duration.ZERO).of(Path.of(args[1]),
					OPTIONS);
			System.in.read();
		}

	}

}
