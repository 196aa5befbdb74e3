package io.github.comspring.core.registry;

import java.time.Duration;
import java.util.List;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.ApplicationRegistration.Service;
import io.github.comspring.core.registry.ApplicationRegistration.Surrogate;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ComRegistry}: how it merges the hives, and applications.
 */
class MergedViewTests {

	private static final Clsid CLASS = Clsid.of("{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}");

	private static final String KEY = "CLSID\\" + CLASS;

	private static final AppId APP = AppId.of("{00000000-0000-0000-0000-00000000A001}");

	private static final String APP_KEY = "AppID\\" + APP;

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	private final MemoryHive application = new MemoryHive("application");

	private final ComRegistry registry = new ComRegistry(this.user, this.machine, this.application);

	@Test
	@Tag("RG-02")
	void usersClassHidesMachinesWhole() {
		set(this.machine, KEY + "\\InprocServer32", null, "/machine.jar");
		set(this.user, KEY + "\\LocalServer32", null, "/user/server");
		ClassRegistration registration = this.registry.registration(CLASS);
		assertThat(registration.inprocServer()).isNull();
		assertThat(registration.localServer().commandLine()).isEqualTo("/user/server");
		this.user.edit((root) -> root.withoutKey(KEY));
		assertThat(this.registry.registration(CLASS).inprocServer().path()).isEqualTo("/machine.jar");
	}

	@Test
	@Tag("RG-02")
	void classesOfBothHivesAreSeen() {
		set(this.machine, KEY, null, "machine's");
		set(this.user, "clsid\\{00000000-0000-0000-0000-000000000002}", null, "user's");
		set(this.user, "Desk.Thing\\CLSID", null, CLASS.toString());
		assertThat(this.registry.key("CLSID").keys()).hasSize(2);
		assertThat(this.registry.clsid("Desk.Thing")).isEqualTo(CLASS);
	}

	@Test
	void applicationFillsInWhatNeitherHiveSays() {
		set(this.machine, KEY + "\\InprocServer32", null, "/machine.jar");
		set(this.application, KEY + "\\InprocServer32", null, "/application.jar");
		this.application.edit((root) -> root.withValue(KEY, "ClassContext", new Dword(1)));
		assertThat(this.registry.registration(CLASS).inprocServer().path()).isEqualTo("/machine.jar");
		assertThat(this.registry.registration(CLASS).contexts()).isNotNull();
	}

	@Test
	@Tag("RG-02")
	void writeGoesToMachineUnlessUserHasTheKey() {
		this.registry.setValue(KEY, null, new Sz("first"));
		assertThat(this.machine.root().value(KEY, null)).isEqualTo(new Sz("first"));
		assertThat(this.user.root()).isSameAs(RegistryKey.EMPTY);
		this.user.edit((root) -> root.withKey(KEY));
		this.registry.setValue(KEY + "\\TreatAs", null, new Sz("second"));
		assertThat(this.user.root().value(KEY + "\\TreatAs", null)).isEqualTo(new Sz("second"));
		assertThat(this.machine.root().key(KEY + "\\TreatAs")).isNull();
	}

	@Test
	@Tag("RG-02")
	void removalGoesWhereAWriteWouldGo() {
		set(this.machine, KEY, "a", "machine's");
		set(this.user, KEY, "a", "user's");
		set(this.user, KEY, "b", "user's");
		this.registry.removeValue(KEY, "a");
		assertThat(this.user.root().key(KEY).values()).containsOnlyKeys("b");
		this.registry.removeKey(KEY);
		assertThat(this.user.root().key(KEY)).isNull();
		assertThat(this.registry.key(KEY).values()).containsOnlyKeys("a");
	}

	@Test
	void rootOfMergedViewTakesNoValues() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> this.registry.setValue("", "a", new Sz("b")))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG));
	}

	@Test
	void classesNameTheirApplicationByNamedValue() {
		Clsid second = Clsid.of("{00000000-0000-0000-0000-000000000002}");
		Clsid third = Clsid.of("{00000000-0000-0000-0000-000000000003}");
		set(this.machine, KEY, "AppID", APP.toString());
		set(this.machine, "CLSID\\" + second, "AppID", APP.toString().toLowerCase());
		set(this.machine, "CLSID\\" + third + "\\AppID", null, APP.toString());
		set(this.machine, APP_KEY, null, "Desk");
		assertThat(this.registry.resolve(CLASS).coClass().appId()).isEqualTo(APP);
		assertThat(this.registry.resolve(second).coClass().appId()).isEqualTo(APP);
		assertThat(this.registry.resolve(third).coClass().appId()).isNull();
		assertThat(this.registry.application(APP).name()).isEqualTo("Desk");
	}

	@Test
	void applicationHasWhatItsKeySays() {
		set(this.machine, APP_KEY, null, "Desk");
		set(this.machine, APP_KEY, "DllSurrogate", "/opt/host");
		set(this.machine, APP_KEY, "DllSurrogateExecutable", "\"/opt/my host\"");
		set(this.machine, APP_KEY, "LocalService", "deskd");
		set(this.machine, APP_KEY, "ServiceParameters", "-v");
		set(this.machine, APP_KEY, "RunAs", "pdfsandbox");
		set(this.machine, APP_KEY, "RemoteServerName", "far");
		set(this.machine, APP_KEY, "ActivateAtStorage", "yes");
		set(this.machine, APP_KEY, "EndOnCallTimeout", "Y");
		this.machine.edit((root) -> root.withValue(APP_KEY, "AuthenticationLevel", new Dword(6))
			.withValue(APP_KEY, "ROTFlags", new Dword(1))
			.withValue(APP_KEY, "IdleTimeout", new Dword(30_000))
			.withValue(APP_KEY, "CallTimeout", new Dword(20_000))
			.withValue(APP_KEY, "RestartLimit", new Dword(3))
			.withValue(APP_KEY, "RecycleCalls", new Dword(1000))
			.withValue(APP_KEY, "Endpoints", new MultiSz(List.of("ncacn_ip_tcp,0,4000"))));
		assertThat(this.registry.application(APP))
			.isEqualTo(new ApplicationRegistration(APP, "Desk", new Surrogate("/opt/host", "/opt/my host", 0, null),
					new Service("deskd", "-v"), "pdfsandbox", "far", true, 6, List.of("ncacn_ip_tcp,0,4000"), true,
					new ApplicationTimes(Duration.ofSeconds(30), Duration.ofSeconds(20), true),
					new Supervision(new RestartLimits(3, Duration.ofMinutes(1)),
							new RecycleLimits(null, 1000, null, null, null)),
					ApplicationConfinement.NONE));
	}

	@Test
	void emptyDllSurrogateIsBuiltInSurrogateAndNoneIsNone() {
		set(this.machine, APP_KEY, null, "Desk");
		assertThat(this.registry.application(APP).surrogate()).isNull();
		set(this.machine, APP_KEY, "DllSurrogate", "");
		assertThat(this.registry.application(APP).surrogate()).isEqualTo(new Surrogate(null, null, 0, null));
		assertThat(this.registry.application(AppId.of("{00000000-0000-0000-0000-00000000A002}"))).isNull();
	}

	@Test
	@Tag("RG-07")
	void usersApplicationCannotChangeIdentity() {
		set(this.user, APP_KEY, "RunAs", "root");
		set(this.user, APP_KEY, "LocalService", "mine");
		this.user.edit((root) -> root.withValue(APP_KEY, "ROTFlags", new Dword(1)));
		ApplicationRegistration alone = this.registry.application(APP);
		assertThat(alone.runAs()).isNull();
		assertThat(alone.service()).isNull();
		assertThat(alone.visibleToAnyClient()).isFalse();
		set(this.machine, APP_KEY, "RunAs", "pdfsandbox");
		assertThat(this.registry.application(APP).runAs()).isEqualTo("pdfsandbox");
	}

	private static void set(Hive hive, String key, String name, String text) {
		hive.edit((root) -> root.withValue(key, name, new Sz(text)));
	}

}
