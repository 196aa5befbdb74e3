package io.github.comspring.core.registry;

import java.nio.file.Path;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link Emulation}, through the registry.
 */
class EmulationTests {

	private static final Clsid A = Clsid.of("{00000000-0000-0000-0000-00000000000A}");

	private static final Clsid B = Clsid.of("{00000000-0000-0000-0000-00000000000B}");

	private static final Clsid C = Clsid.of("{00000000-0000-0000-0000-00000000000C}");

	private static final Clsid NONE = new Clsid(Guid.NULL);

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	private final MemoryHive application = new MemoryHive("application");

	private final ComRegistry registry = new ComRegistry(this.user, this.machine, this.application);

	@BeforeEach
	void registerClasses() {
		set(A, "InprocServer32", "/a.jar");
		set(B, "InprocServer32", "/b.jar");
	}

	@Test
	@Tag("TA-04")
	void classWithoutReplacementIsItself() {
		assertThat(this.registry.treatAs(A)).isEqualTo(A);
		assertThat(this.registry.treatAs(C)).isEqualTo(C);
	}

	@Test
	@Tag("TA-01")
	@Tag("TA-04")
	void replacementIsResolvedWithItsOwnRegistration() {
		this.registry.setTreatAs(A, B);
		assertThat(this.registry.treatAs(A)).isEqualTo(B);
		ResolvedClass resolved = this.registry.resolve(A);
		assertThat(resolved.coClass().clsid()).isEqualTo(B);
		assertThat(resolved.registration().inprocServer().path()).isEqualTo("/b.jar");
	}

	@Test
	@Tag("TA-02")
	void replacementIsOneHop() {
		set(C, "InprocServer32", "/c.jar");
		this.registry.setTreatAs(A, B);
		this.registry.setTreatAs(B, C);
		assertThat(this.registry.treatAs(A)).isEqualTo(B);
		assertThat(this.registry.resolve(A).coClass().clsid()).isEqualTo(B);
		this.registry.setTreatAs(B, A);
		assertThat(this.registry.resolve(A).coClass().clsid()).isEqualTo(B);
		assertThat(this.registry.resolve(B).coClass().clsid()).isEqualTo(A);
	}

	@Test
	@Tag("TA-04")
	@Tag("RG-04")
	void damagedReplacementIsToldFromAbsentOne() {
		set(A, "TreatAs", "garbage");
		assertFails(() -> this.registry.treatAs(A), HResult.CO_E_CLASSSTRING);
		assertFails(() -> this.registry.resolve(A), HResult.CO_E_CLASSSTRING);
		this.machine.edit((root) -> root.withValue(path(A), null, new Binary(new byte[1])));
		assertFails(() -> this.registry.treatAs(A), HResult.REGDB_E_READREGDB);
	}

	@Test
	void replacementAsNamedValueIsNone() {
		this.machine.edit((root) -> root.withValue("CLSID\\" + A, "TreatAs", new Sz(B.toString())));
		assertThat(this.registry.treatAs(A)).isEqualTo(A);
	}

	@Test
	@Tag("TA-05")
	void unknownClassCannotBeReplaced() {
		assertFails(() -> this.registry.setTreatAs(C, A), HResult.REGDB_E_CLASSNOTREG);
		assertFails(() -> this.registry.setTreatAs(C, NONE), HResult.REGDB_E_CLASSNOTREG);
		assertThat(this.machine.root().key("CLSID\\" + C)).isNull();
	}

	@Test
	@Tag("TA-05")
	void replacementNeedNotBeRegisteredAndIsNotFoundThen() {
		this.registry.setTreatAs(A, C);
		assertThat(this.registry.treatAs(A)).isEqualTo(C);
		assertThat(this.registry.resolve(A).registration()).isNull();
		assertThat(this.registry.notRegistered(this.registry.resolve(A).coClass()).hresult())
			.isEqualTo(HResult.REGDB_E_CLASSNOTREG);
	}

	@Test
	@Tag("TA-05")
	void hiveThatRefusesIsWriteError() {
		Hive readOnly = new DamagedHive(this.machine, new UnreadableFile(Path.of("x.yaml"), 0, "damaged"));
		ComRegistry refusing = new ComRegistry(this.user, readOnly, this.application);
		assertFails(() -> refusing.setTreatAs(A, B), HResult.REGDB_E_WRITEREGDB);
		assertThat(refusing.treatAs(A)).isEqualTo(A);
	}

	@Test
	@Tag("TA-06")
	void nullRemovesReplacementAndSucceedsWithoutOne() {
		this.registry.setTreatAs(A, NONE);
		this.registry.setTreatAs(A, B);
		this.registry.setTreatAs(A, NONE);
		assertThat(this.machine.root().key(path(A))).isNull();
		set(A, "AutoTreatAs", C.toString());
		this.registry.setTreatAs(A, B);
		this.registry.setTreatAs(A, NONE);
		assertThat(this.registry.treatAs(A)).isEqualTo(A);
	}

	@Test
	@Tag("TA-06")
	void classItselfRemovesReplacementOrFailsWithoutOne() {
		assertFails(() -> this.registry.setTreatAs(A, A), HResult.REGDB_E_WRITEREGDB);
		this.registry.setTreatAs(A, B);
		this.registry.setTreatAs(A, A);
		assertThat(this.machine.root().key(path(A))).isNull();
	}

	@Test
	@Tag("TA-06")
	void classItselfRestoresAutoTreatAs() {
		set(A, "AutoTreatAs", C.toString());
		this.registry.setTreatAs(A, A);
		assertThat(this.registry.treatAs(A)).isEqualTo(C);
		this.registry.setTreatAs(A, B);
		this.registry.setTreatAs(A, A);
		assertThat(this.registry.treatAs(A)).isEqualTo(C);
	}

	@Test
	@Tag("TA-07")
	void changeLeavesWhatWasResolvedBefore() {
		ResolvedClass before = this.registry.resolve(A);
		this.registry.setTreatAs(A, B);
		assertThat(before.coClass().clsid()).isEqualTo(A);
		assertThat(this.registry.resolve(A).coClass().clsid()).isEqualTo(B);
	}

	@Test
	void replacementOfUsersClassIsWrittenToUser() {
		this.user.edit((root) -> root.withKey("CLSID\\" + A));
		this.registry.setTreatAs(A, B);
		assertThat(this.user.root().key(path(A))).isNotNull();
		assertThat(this.machine.root().key(path(A))).isNull();
		assertThat(this.registry.treatAs(A)).isEqualTo(B);
	}

	@Test
	void replacementThatApplicationDeclaresCannotBeRemoved() {
		this.application.edit((root) -> root.withValue(path(A), null, new Sz(C.toString())));
		assertFails(() -> this.registry.setTreatAs(A, NONE), HResult.REGDB_E_WRITEREGDB);
		assertThat(this.registry.treatAs(A)).isEqualTo(C);
	}

	private void set(Clsid clsid, String key, String text) {
		this.machine.edit((root) -> root.withValue("CLSID\\" + clsid + "\\" + key, null, new Sz(text)));
	}

	private static String path(Clsid clsid) {
		return "CLSID\\" + clsid + "\\TreatAs";
	}

	private static void assertFails(ThrowingCallable call, HResult hresult) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(hresult));
	}

}
