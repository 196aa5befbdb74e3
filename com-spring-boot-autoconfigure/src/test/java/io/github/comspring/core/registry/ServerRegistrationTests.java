package io.github.comspring.core.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.ThreadingModel;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ServerRegistration}.
 */
class ServerRegistrationTests {

	private static final Clsid CLASS = Clsid.of("{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}");

	private static final Clsid OTHER = Clsid.of("{00000000-0000-0000-0000-000000000002}");

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final Path JAR = Path.of("modules", "rasterizer.jar").toAbsolutePath();

	private static final String KEY = "CLSID\\" + CLASS;

	private static final String APP_KEY = "AppID\\" + APP;

	private final MemoryHive hive = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.hive,
			new MemoryHive("application"));

	@Test
	@Tag("SR-02")
	void registerWritesAllEntriesWithAbsolutePath() {
		registration(Path.of("modules/../modules/rasterizer.jar"), CLASS).register();
		ClassRegistration registered = this.registry.registration(this.registry.clsid("Desk.Rasterizer"));
		assertThat(registered.inprocServer().path()).isEqualTo(JAR.toString());
		assertThat(registered.inprocServer().threadingModel()).isEqualTo("Both");
		assertThat(registered.coClass()).isEqualTo(new CoClass(CLASS, new ProgId("Desk.Rasterizer.1"), APP));
		assertThat(registered.description()).isEqualTo("Page rasterizer");
		assertThat(this.registry.application(APP).name()).isEqualTo("Desk");
		assertThat(this.hive.root().value("Desk.Rasterizer\\CLSID", null)).isEqualTo(new Sz(CLASS.toString()));
		assertThat(this.hive.root().value("Desk.Rasterizer\\CurVer", null)).isEqualTo(new Sz("Desk.Rasterizer.1"));
		assertThat(this.hive.root().value(KEY + "\\VersionIndependentProgID", null))
			.isEqualTo(new Sz("Desk.Rasterizer"));
		assertThat(this.hive.root().value(".pdf", null)).isEqualTo(new Sz("Desk.Rasterizer"));
	}

	@Test
	void registerProgramWritesItsCommandLine() {
		ServerRegistration registration = ServerRegistration.ofProgram(this.hive, JAR, "java -jar server.jar");
		registration.coClass(CoClass.of(CLASS), "Server", ThreadingModel.MAIN);
		registration.register();
		ClassRegistration registered = this.registry.registration(CLASS);
		assertThat(registered.localServer().commandLine()).isEqualTo("java -jar server.jar");
		assertThat(registered.inprocServer()).isNull();
		assertThat(this.hive.root().key(KEY + "\\LocalServer32").values()).isEmpty();
	}

	@Test
	@Tag("SR-04")
	void registerTwiceLeavesSameHive() {
		registration(JAR, CLASS).register();
		RegistryKey once = this.hive.root();
		registration(JAR, CLASS).register();
		assertThat(this.hive.root()).isSameAs(once);
	}

	@Test
	@Tag("SR-05")
	void registerThatCannotWriteLeavesNothingAndSaysSo() {
		Hive readOnly = new DamagedHive(this.hive, new UnreadableFile(JAR, 0, "damaged"));
		ServerRegistration registration = ServerRegistration.ofJar(readOnly, JAR);
		describe(registration, CLASS);
		assertFails(registration::register, HResult.SELFREG_E_CLASS);
		assertThat(this.hive.root()).isSameAs(RegistryKey.EMPTY);
		registration(JAR, CLASS).register();
		assertFails(registration::unregister, HResult.SELFREG_E_CLASS);
		assertThat(registration.isRegistered()).isTrue();
	}

	@Test
	@Tag("SR-05")
	@Tag("SR-09")
	void registerIsOneEdit() {
		AtomicReference<RegistryKey> seen = new AtomicReference<>();
		Hive watched = new WatchedHive(this.hive, seen);
		ServerRegistration registration = ServerRegistration.ofJar(watched, JAR);
		describe(registration, CLASS);
		registration.register();
		assertThat(seen.get().isEmpty()).isTrue();
		RegistryKey registered = this.hive.root();
		registration.unregister();
		assertThat(seen.get()).isSameAs(registered);
		assertThat(this.hive.root().isEmpty()).isTrue();
	}

	@Test
	@Tag("SR-06")
	void unregisterLeavesNothingOfItsOwn() {
		ServerRegistration registration = registration(JAR, CLASS);
		registration.register();
		assertThat(registration.unregister()).isEqualTo(HResult.S_OK);
		assertThat(this.hive.root().isEmpty()).isTrue();
		assertThat(registration.unregister()).isEqualTo(HResult.S_OK);
	}

	@Test
	@Tag("SR-06")
	@Tag("TA-08")
	void unregisterLeavesWhatOthersWrote() {
		ServerRegistration registration = registration(JAR, CLASS);
		registration.register();
		this.registry.setTreatAs(CLASS, OTHER);
		set(APP_KEY, "LaunchPermission", "administrators");
		set("Desk.Rasterizer\\shell", null, "open");
		RegistryKey foreign = RegistryKey.EMPTY.withValue(KEY + "\\TreatAs", null, new Sz(OTHER.toString()))
			.withValue(APP_KEY, "LaunchPermission", new Sz("administrators"))
			.withValue("Desk.Rasterizer\\shell", null, new Sz("open"));
		assertThat(registration.unregister()).isEqualTo(HResult.S_FALSE);
		assertThat(this.hive.root()).isEqualTo(foreign);
		registration.register();
		assertThat(this.registry.treatAs(CLASS)).isEqualTo(OTHER);
	}

	@Test
	@Tag("SR-06")
	void unregisterLeavesValueThatWasChangedSince() {
		ServerRegistration registration = registration(JAR, CLASS);
		registration.register();
		set(KEY + "\\InprocServer32", "ThreadingModel", "Apartment");
		assertThat(registration.unregister()).isEqualTo(HResult.S_FALSE);
		assertThat(this.hive.root())
			.isEqualTo(RegistryKey.EMPTY.withValue(KEY + "\\InprocServer32", "ThreadingModel", new Sz("Apartment")));
	}

	@Test
	@Tag("SR-07")
	@Tag("ID-08")
	void nameBelongsToLastWriterAndStaysItsWhenFirstUnregisters() {
		ServerRegistration first = registration(JAR, CLASS);
		ServerRegistration second = registration(Path.of("other.jar"), OTHER);
		first.register();
		second.register();
		assertThat(this.registry.clsid("Desk.Rasterizer.1")).isEqualTo(OTHER);
		assertThat(first.unregister()).isEqualTo(HResult.S_OK);
		assertThat(this.registry.registration(CLASS)).isNull();
		assertThat(this.registry.clsid("Desk.Rasterizer.1")).isEqualTo(OTHER);
		assertThat(this.registry.clsid("Desk.Rasterizer")).isEqualTo(OTHER);
		assertThat(this.hive.root().value("Desk.Rasterizer.1", null)).isEqualTo(new Sz("Page rasterizer"));
	}

	@Test
	@Tag("SR-02")
	@Tag("SR-08")
	void movedJarIsNoticedAndRewritten() {
		ServerRegistration before = registration(JAR, CLASS);
		before.register();
		ServerRegistration moved = registration(Path.of("new/rasterizer.jar"), CLASS);
		assertThat(before.isRegistered()).isTrue();
		assertThat(moved.isRegistered()).isFalse();
		moved.register();
		assertThat(moved.isRegistered()).isTrue();
		assertThat(this.registry.registration(CLASS).inprocServer().path())
			.isEqualTo(Path.of("new/rasterizer.jar").toAbsolutePath().toString());
	}

	@Test
	@Tag("SR-08")
	void missingEntryIsNoticed() {
		ServerRegistration registration = registration(JAR, CLASS);
		registration.register();
		this.hive.edit((root) -> root.withoutKey("Desk.Rasterizer\\CurVer"));
		assertThat(registration.isRegistered()).isFalse();
	}

	@Test
	@Tag("SR-09")
	void lookUpSeesClassWholeOrNotAtAllWhileItComesAndGoes() throws InterruptedException {
		ServerRegistration registration = registration(JAR, CLASS);
		registration.register();
		ResolvedClass whole = this.registry.resolve(CLASS);
		Queue<Object> others = new ConcurrentLinkedQueue<>();
		AtomicBoolean done = new AtomicBoolean();
		CountDownLatch reading = new CountDownLatch(8);
		List<Thread> readers = Stream.generate(() -> new Thread(() -> {
			while (!done.get()) {
				ResolvedClass seen = this.registry.resolve(CLASS);
				if (seen.registration() != null && !seen.equals(whole)) {
					others.add(seen);
				}
				reading.countDown();
			}
		})).limit(8).toList();
		readers.forEach(Thread::start);
		reading.await();
		for (int i = 0; i < 2000; i++) {
			registration.unregister();
			registration.register();
		}
		done.set(true);
		for (Thread reader : readers) {
			reader.join();
		}
		assertThat(others).isEmpty();
		assertThat(this.registry.resolve(CLASS)).isEqualTo(whole);
	}

	@ParameterizedTest
	@ValueSource(strings = { "1Desk", "Desk-Thing", "ThisNameHasMoreThanThirtyNineCharacters.1" })
	@Tag("ID-08")
	void nameThatBreaksTheRulesIsRefused(String name) {
		ServerRegistration registration = ServerRegistration.ofJar(this.hive, JAR);
		assertFails(() -> registration.value(name + "\\CLSID", null, CLASS.toString()), HResult.E_INVALIDARG);
		assertFails(() -> registration.value(name + "\\CurVer", null, "Desk.Thing.1"), HResult.E_INVALIDARG);
		registration.register();
		assertThat(this.hive.root().isEmpty()).isTrue();
	}

	@Test
	void keyWithEmptyNameIsRefused() {
		ServerRegistration registration = ServerRegistration.ofJar(this.hive, JAR);
		assertFails(() -> registration.value("Desk\\\\x", null, "text"), HResult.E_INVALIDARG);
	}

	private ServerRegistration registration(Path jar, Clsid clsid) {
		ServerRegistration registration = ServerRegistration.ofJar(this.hive, jar);
		describe(registration, clsid);
		return registration;
	}

	private static void describe(ServerRegistration registration, Clsid clsid) {
		registration
			.coClass(new CoClass(clsid, new ProgId("Desk.Rasterizer.1"), APP), "Page rasterizer", ThreadingModel.BOTH)
			.application(APP, "Desk")
			.value(".pdf", null, "Desk.Rasterizer");
	}

	private void set(String key, String name, String text) {
		this.hive.edit((root) -> root.withValue(key, name, new Sz(text)));
	}

	private static void assertFails(ThrowingCallable call, HResult hresult) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(hresult));
	}

}
