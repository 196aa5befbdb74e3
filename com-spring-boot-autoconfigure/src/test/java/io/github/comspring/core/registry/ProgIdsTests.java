package io.github.comspring.core.registry;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProgIds}, through the registry.
 */
class ProgIdsTests {

	private static final Clsid CLASS = Clsid.of("{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}");

	private final MemoryHive machine = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.machine,
			new MemoryHive("application"));

	@BeforeEach
	void registerName() {
		set("Desk.Thing.2\\CLSID", CLASS.toString());
	}

	@Test
	@Tag("ID-03")
	void clsidOfGoodTexts() {
		assertThat(this.registry.clsid(CLASS.toString())).isEqualTo(CLASS);
		assertThat(this.registry.clsid(CLASS.toString().toLowerCase())).isEqualTo(CLASS);
		assertThat(this.registry.clsid("Desk.Thing.2")).isEqualTo(CLASS);
		assertThat(this.registry.clsid("desk.THING.2")).isEqualTo(CLASS);
		assertThat(this.registry.clsid(null).guid()).isEqualTo(Guid.NULL);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Desk.Unknown", "5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E",
			"{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E", "5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}",
			"{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}x", "{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5G}", "\\", "CLSID\\x",
			"Desk.Thing.2\\CLSID" })
	@Tag("ID-03")
	void clsidOfBadTexts(String text) {
		assertFails(() -> this.registry.clsid(text), HResult.CO_E_CLASSSTRING);
		assertFails(() -> this.registry.clsidFromProgId(text), HResult.CO_E_CLASSSTRING);
	}

	@Test
	@Tag("ID-05")
	void nameIsFoundUntilItIsRemoved() {
		assertThat(this.registry.clsidFromProgId("Desk.Thing.2")).isEqualTo(CLASS);
		assertThat(this.registry.clsid("Desk.Thing.2")).isEqualTo(CLASS);
		this.machine.edit((root) -> root.withoutKey("Desk.Thing.2"));
		assertFails(() -> this.registry.clsidFromProgId("Desk.Thing.2"), HResult.CO_E_CLASSSTRING);
		assertFails(() -> this.registry.clsid("Desk.Thing.2"), HResult.CO_E_CLASSSTRING);
	}

	@Test
	@Tag("ID-05")
	void nullNameIsInvalidArgument() {
		assertFails(() -> this.registry.clsidFromProgId(null), HResult.E_INVALIDARG);
	}

	@Test
	@Tag("ID-05")
	void nameWithoutClassOrWithGarbageIsClassString() {
		this.machine.edit((root) -> root.withKey("Desk.Empty"));
		set("Desk.Garbage\\CLSID", "garbage");
		assertFails(() -> this.registry.clsid("Desk.Empty"), HResult.CO_E_CLASSSTRING);
		assertFails(() -> this.registry.clsid("Desk.Garbage"), HResult.CO_E_CLASSSTRING);
	}

	@Test
	@Tag("RG-04")
	void nameWithNumberForClassIsReadError() {
		this.machine.edit((root) -> root.withValue("Desk.Number\\CLSID", null, new Dword(1)));
		assertFails(() -> this.registry.clsid("Desk.Number"), HResult.REGDB_E_READREGDB);
	}

	@Test
	@Tag("ID-06")
	void currentVersionIsFollowedThroughSeveralNames() {
		set("Desk.Any\\CurVer", "Desk.Thing");
		set("Desk.Thing\\CurVer", "Desk.Thing.2");
		assertThat(this.registry.clsid("Desk.Any")).isEqualTo(CLASS);
		assertThat(this.registry.clsidFromProgId("Desk.Thing")).isEqualTo(CLASS);
	}

	@Test
	@Tag("ID-06")
	void currentVersionWinsOverClassOfTheNameItself() {
		set("Desk.Thing\\CLSID", "{00000000-0000-0000-0000-000000000001}");
		set("Desk.Thing\\CurVer", "Desk.Thing.2");
		assertThat(this.registry.clsid("Desk.Thing")).isEqualTo(CLASS);
	}

	@Test
	@Tag("ID-06")
	@Timeout(20)
	void currentVersionThatLeadsBackIsFailure() {
		set("Desk.X\\CurVer", "Desk.Y");
		set("Desk.Y\\CurVer", "desk.x");
		assertFails(() -> this.registry.clsidFromProgId("Desk.X"), HResult.CO_E_CLASSSTRING);
		assertFails(() -> this.registry.clsid("Desk.X"), HResult.REGDB_E_INVALIDVALUE);
	}

	@Test
	@Tag("ID-06")
	void emptyOrDanglingCurrentVersionIsFailure() {
		set("Desk.X\\CurVer", "");
		set("Desk.Y\\CurVer", "Desk.Unknown");
		assertFails(() -> this.registry.clsidFromProgId("Desk.X"), HResult.CO_E_CLASSSTRING);
		assertFails(() -> this.registry.clsidFromProgId("Desk.Y"), HResult.CO_E_CLASSSTRING);
	}

	@Test
	@Tag("ID-07")
	void progIdOfClassIsItsDefaultValue() {
		set("CLSID\\" + CLASS + "\\ProgID", "Desk.Thing.2");
		assertThat(this.registry.progId(CLASS)).isEqualTo(new ProgId("Desk.Thing.2"));
	}

	@Test
	@Tag("ID-07")
	void progIdOfUnknownClassOrClassWithoutNameIsNotRegistered() {
		assertFails(() -> this.registry.progId(CLASS), HResult.REGDB_E_CLASSNOTREG);
		set("CLSID\\" + CLASS, "Thing");
		assertFails(() -> this.registry.progId(CLASS), HResult.REGDB_E_CLASSNOTREG);
	}

	private void set(String key, String text) {
		this.machine.edit((root) -> root.withValue(key, null, new Sz(text)));
	}

	private static void assertFails(ThrowingCallable call, HResult hresult) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(hresult));
	}

}
