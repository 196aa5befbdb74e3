package io.github.comspring.core.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.comspring.AppId;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.ClassRegistration.LocalServer;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ComRegistry}: what it reads of classes.
 */
class ComRegistryTests {

	private static final Clsid CLASS = Clsid.of("{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}");

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final String KEY = "CLSID\\" + CLASS;

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	private final MemoryHive application = new MemoryHive("application");

	private final ComRegistry registry = new ComRegistry(this.user, this.machine, this.application,
			Map.of("LIB", "/opt/$lib", "TWO", "2")::get);

	@Test
	void registrationHasWhatItsKeySays() {
		set(this.machine, KEY, null, "Rasterizer");
		set(this.machine, KEY, "AppID", APP.toString());
		set(this.machine, KEY + "\\ProgID", null, "Desk.Rasterizer.1");
		set(this.machine, KEY + "\\InprocServer32", null, "/opt/r.jar");
		set(this.machine, KEY + "\\InprocServer32", "ThreadingModel", "Both");
		set(this.machine, KEY + "\\InprocHandler32", null, "/opt/h.jar");
		set(this.machine, KEY + "\\LocalServer32", null, "java -jar r.jar");
		set(this.machine, KEY + "\\LocalServer32", "ServerExecutable", "/usr/bin/java");
		this.machine.edit((root) -> root.withValue(KEY, "ClassContext", new Dword(4)));
		CoClass coClass = new CoClass(CLASS, new ProgId("Desk.Rasterizer.1"), APP);
		assertThat(this.registry.registration(CLASS)).isEqualTo(new ClassRegistration(coClass, "Rasterizer",
				new InprocServer("/opt/r.jar", "Both"), new InprocServer("/opt/h.jar", null),
				new LocalServer("java -jar r.jar", "/usr/bin/java"), false, ClassContext.LOCAL_SERVER));
		assertThat(this.registry.coClass(CLASS)).isEqualTo(coClass);
	}

	@Test
	@Tag("RG-03")
	void unknownClassIsNotRegistered() {
		assertThat(this.registry.registration(CLASS)).isNull();
		assertThat(this.registry.resolve(CLASS)).isEqualTo(new ResolvedClass(CoClass.of(CLASS), null, null));
		assertThat(this.registry.notRegistered(CoClass.of(CLASS)).hresult()).isEqualTo(HResult.REGDB_E_CLASSNOTREG);
	}

	@Test
	@Tag("RG-03")
	void classWithoutServerKeyHasNoServerForThatContext() {
		set(this.machine, KEY, null, "Nothing");
		set(this.machine, KEY + "\\InprocServer32", "ThreadingModel", "Both");
		set(this.machine, KEY + "\\LocalServer32", null, " ");
		ClassRegistration registration = this.registry.registration(CLASS);
		assertThat(registration.inprocServer()).isNull();
		assertThat(registration.inprocHandler()).isNull();
		assertThat(registration.localServer()).isNull();
		assertThat(registration.contexts()).isNull();
	}

	@Test
	void sameServersAsValuesInsteadOfKeysAreNoServers() {
		set(this.machine, KEY, "InprocServer32", "/opt/r.jar");
		set(this.machine, KEY, "ProgID", "Desk.Rasterizer.1");
		set(this.machine, KEY + "\\AppID", null, APP.toString());
		assertThat(this.registry.registration(CLASS))
			.isEqualTo(new ClassRegistration(CoClass.of(CLASS), null, null, null, null, false, null));
	}

	@Test
	void lookUpSeesEveryChange() {
		assertThat(this.registry.resolve(CLASS).registration()).isNull();
		set(this.machine, KEY + "\\InprocServer32", null, "/opt/1.jar");
		assertThat(this.registry.resolve(CLASS).registration().inprocServer().path()).isEqualTo("/opt/1.jar");
		set(this.user, KEY + "\\InprocServer32", null, "/opt/2.jar");
		assertThat(this.registry.resolve(CLASS).registration().inprocServer().path()).isEqualTo("/opt/2.jar");
	}

	@Test
	void lookUpWithoutChangeGivesSameObject() {
		set(this.machine, KEY + "\\InprocServer32", null, "/opt/1.jar");
		assertThat(this.registry.resolve(CLASS)).isSameAs(this.registry.resolve(CLASS));
		assertThat(this.registry.registration(CLASS)).isSameAs(this.registry.registration(CLASS));
		assertThat(this.registry.root()).isSameAs(this.registry.root());
	}

	@Test
	void classThatIsNotRegisteredIsKeptBecauseTheClassTableMayHaveIt() {
		assertThat(this.registry.resolve(CLASS)).isSameAs(this.registry.resolve(CLASS));
	}

	@Test
	@Tag("RG-04")
	void valueOfWrongTypeIsReadError() {
		this.machine.edit((root) -> root.withValue(KEY + "\\InprocServer32", null, new Binary(new byte[1])));
		assertFails(() -> this.registry.registration(CLASS), HResult.REGDB_E_READREGDB, KEY + "\\InprocServer32");
		assertFails(() -> this.registry.resolve(CLASS), HResult.REGDB_E_READREGDB, "Binary");
		assertThat(this.registry.coClass(CLASS)).isEqualTo(CoClass.of(CLASS));
	}

	@Test
	@Tag("RG-04")
	void textWhereNumberBelongsIsReadError() {
		set(this.machine, KEY, "ClassContext", "4");
		assertFails(() -> this.registry.registration(CLASS), HResult.REGDB_E_READREGDB, "ClassContext");
	}

	@Test
	void contextsThatAreNoneAreInvalidValue() {
		this.machine.edit((root) -> root.withValue(KEY, "ClassContext", new Dword(0)));
		assertFails(() -> this.registry.registration(CLASS), HResult.REGDB_E_INVALIDVALUE, "ClassContext");
	}

	@Test
	@Tag("RG-04")
	void appIdThatIsNoGuidIsClassString() {
		set(this.machine, KEY, "AppID", "garbage");
		assertFails(() -> this.registry.registration(CLASS), HResult.CO_E_CLASSSTRING, "AppID");
	}

	@Test
	@Tag("RG-04")
	void classThatMayBeInUnreadableFileIsReadError() {
		UnreadableFile file = new UnreadableFile(Path.of("machine", "broken.yaml"), 3, "no YAML");
		ComRegistry damaged = new ComRegistry(this.user, new DamagedHive(this.machine, file), this.application);
		set(this.machine, KEY + "\\InprocServer32", null, "/opt/1.jar");
		assertThat(damaged.registration(CLASS)).isNotNull();
		ComException failure = damaged.notRegistered(CoClass.of(Clsid.of("{00000000-0000-0000-0000-000000000009}")));
		assertThat(failure.hresult()).isEqualTo(HResult.REGDB_E_READREGDB);
		assertThat(failure).hasMessageContaining("broken.yaml:3");
		assertFails(() -> damaged.clsid("Desk.Unknown"), HResult.REGDB_E_READREGDB, "broken.yaml:3");
		assertThat(damaged.unreadableFiles()).containsExactly(file);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/opt/my lib/r.jar", "\"/opt/my lib/r.jar\"", " \"/opt/my lib/r.jar\" " })
	@Tag("RG-09")
	void pathMayBeQuoted(String written) {
		set(this.machine, KEY + "\\InprocServer32", null, written);
		set(this.machine, KEY + "\\InprocHandler32", null, written);
		ClassRegistration registration = this.registry.registration(CLASS);
		assertThat(registration.inprocServer().path()).isEqualTo("/opt/my lib/r.jar");
		assertThat(registration.inprocHandler().path()).isEqualTo("/opt/my lib/r.jar");
	}

	@Test
	@Tag("RG-09")
	void commandLineKeepsItsQuotes() {
		set(this.machine, KEY + "\\LocalServer32", null, "\"/opt/my lib/server\" -x");
		assertThat(this.registry.registration(CLASS).localServer().commandLine())
			.isEqualTo("\"/opt/my lib/server\" -x");
	}

	@Test
	@Tag("RG-09")
	void variablesOfExpandSzAreReplacedAndUnknownOnesStay() {
		this.machine.edit((root) -> root.withValue(KEY + "\\InprocServer32", null, new ExpandSz("\"%LIB%/r%TWO%.jar\""))
			.withValue(KEY + "\\LocalServer32", null, new ExpandSz("%LIB%/%NONE% 100%")));
		ClassRegistration registration = this.registry.registration(CLASS);
		assertThat(registration.inprocServer().path()).isEqualTo("/opt/$lib/r2.jar");
		assertThat(registration.localServer().commandLine()).isEqualTo("/opt/$lib/%NONE% 100%");
	}

	@Test
	@Tag("RG-09")
	void variablesOfSzStayAndBareNameStays() {
		set(this.machine, KEY + "\\LocalServer32", null, "%LIB%");
		set(this.machine, KEY + "\\InprocServer32", null, "r.jar");
		assertThat(this.registry.registration(CLASS).localServer().commandLine()).isEqualTo("%LIB%");
		assertThat(this.registry.registration(CLASS).inprocServer().path()).isEqualTo("r.jar");
	}

	@Test
	void originsNameHivesThatHaveTheKey() {
		set(this.machine, KEY, null, "a");
		set(this.application, KEY, null, "b");
		assertThat(this.registry.origins(KEY)).isEqualTo(List.of("machine", "application"));
		assertThat(this.registry.origins("CLSID\\{0}")).isEmpty();
	}

	private static void set(Hive hive, String key, String name, String text) {
		hive.edit((root) -> root.withValue(key, name, new Sz(text)));
	}

	private static void assertFails(ThrowingCallable call, HResult hresult, String detail) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.withMessageContaining(detail)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(hresult));
	}

}
