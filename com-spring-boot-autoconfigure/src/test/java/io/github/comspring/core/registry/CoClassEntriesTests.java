package io.github.comspring.core.registry;

import io.github.comspring.AppId;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ProgId;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CoClassEntries}.
 */
class CoClassEntriesTests {

	private static final String CLSID = "{7B2E0B5A-58F2-4D9A-8E0D-91D2A9D7B001}";

	private static final String OTHER = "{7B2E0B5A-58F2-4D9A-8E0D-91D2A9D7B002}";

	private RegistryKey tree = RegistryKey.EMPTY;

	@Test
	void writeWhenNoProgIdThenClassAlone() {
		write(CLSID, null);
		assertThat(text("CLSID\\" + CLSID)).isEqualTo("a printer");
		assertThat(this.tree.keys()).containsOnlyKeys("CLSID");
	}

	@Test
	void writeWhenAppIdThenNamedValue() {
		CoClass coClass = new CoClass(Clsid.of(CLSID), null, AppId.of(OTHER));
		this.tree = CoClassEntries.write(this.tree, coClass, "a printer");
		assertThat(this.tree.key("CLSID\\" + CLSID).value("AppID")).isEqualTo(new Sz(OTHER));
	}

	@Test
	void writeWhenProgIdHasNoVersionThenNoCurrentVersion() {
		write(CLSID, "Desk.Printer");
		assertThat(text("Desk.Printer\\CLSID")).isEqualTo(CLSID);
		assertThat(this.tree.key("Desk.Printer\\CurVer")).isNull();
		assertThat(this.tree.key("CLSID\\" + CLSID + "\\VersionIndependentProgID")).isNull();
	}

	@Test
	@Tag("ID-06")
	void writeWhenTwoVersionsThenVersionIndependentNameLeadsToTheHigher() {
		write(OTHER, "Desk.Printer.9");
		write(CLSID, "Desk.Printer.10");
		assertThat(text("Desk.Printer\\CurVer")).isEqualTo("Desk.Printer.10");
		write(OTHER, "Desk.Printer.9");
		assertThat(text("Desk.Printer\\CurVer")).isEqualTo("Desk.Printer.10");
		assertThat(text("Desk.Printer\\CLSID")).isEqualTo(CLSID);
	}

	@Test
	void writeWhenNameHasOwnerThenNoVersionTakesIt() {
		write(OTHER, "Desk.Printer");
		write(CLSID, "Desk.Printer.1");
		assertThat(text("Desk.Printer\\CLSID")).isEqualTo(OTHER);
		assertThat(this.tree.key("Desk.Printer\\CurVer")).isNull();
	}

	@Test
	void writeWhenOwnerComesLaterThenTakesItsNameBack() {
		write(CLSID, "Desk.Printer.1");
		write(OTHER, "Desk.Printer");
		assertThat(text("Desk.Printer\\CLSID")).isEqualTo(OTHER);
		assertThat(this.tree.key("Desk.Printer\\CurVer")).isNull();
	}

	private void write(String clsid, @Nullable String progId) {
		CoClass coClass = new CoClass(Clsid.of(clsid), (progId != null) ? new ProgId(progId) : null, null);
		this.tree = CoClassEntries.write(this.tree, coClass, "a printer");
	}

	private String text(String path) {
		return ((Sz) this.tree.key(path).value(null)).text();
	}

}
