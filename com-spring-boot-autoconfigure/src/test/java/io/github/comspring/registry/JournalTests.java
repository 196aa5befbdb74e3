package io.github.comspring.registry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link Journal}.
 */
class JournalTests {

	private static final RegistryKey ONE = RegistryKey.EMPTY.withValue("K", null, new Sz("one"));

	private static final RegistryKey TWO = RegistryKey.EMPTY.withValue("K", "v", new Sz("two"));

	@TempDir
	Path temp;

	@Test
	void editOfOneFileNeedsNoJournal() throws IOException {
		new Journal(this.temp).commit(Map.of("a.yaml", ONE));
		assertThat(this.temp.resolve("a.yaml")).exists();
		assertThat(this.temp.resolve(Journal.NAME)).doesNotExist();
	}

	@Test
	@Tag("RG-10")
	@Tag("SR-05")
	void editOfSeveralFilesIsSeenWholeBeforeItIsCarriedOut() throws IOException {
		Files.writeString(this.temp.resolve("a.yaml"), "K: {old: a}");
		Files.writeString(this.temp.resolve("b.yaml"), "K: {old: b}");
		new Journal(this.temp).commit(Map.of("a.yaml", RegistryKey.EMPTY, "b.yaml", ONE, "c.yaml", TWO));
		assertThat(this.temp.resolve("c.yaml")).doesNotExist();
		DirectoryHive hive = hive();
		RegistryKey seen = hive.root();
		assertThat(seen).isEqualTo(ONE.overlaidBy(TWO));
		new Journal(this.temp).settle();
		assertThat(this.temp.resolve("a.yaml")).doesNotExist();
		assertThat(this.temp.resolve("c.yaml")).exists();
		assertThat(this.temp.resolve(Journal.NAME)).doesNotExist();
		assertThat(hive.root()).isEqualTo(seen);
	}

	@Test
	@Tag("RG-10")
	void nextWriterCarriesOutWhatCrashHasLeft() throws IOException {
		new Journal(this.temp).commit(Map.of("a.yaml", ONE, "b.yaml", TWO));
		// The writer ended after the first of two files
		Files.write(this.temp.resolve("a.yaml"), new YamlPrinter().print(ONE));
		hive().edit((root) -> root.withKey("L"));
		assertThat(this.temp.resolve("b.yaml")).exists();
		assertThat(this.temp.resolve(Journal.NAME)).doesNotExist();
		assertThat(hive().root()).isEqualTo(ONE.overlaidBy(TWO).withKey("L"));
	}

	@Test
	void journalThatCannotBeCarriedOutIsStillSeenAndRefusesTheNextEdit() throws IOException {
		new Journal(this.temp).commit(Map.of("a.yaml", ONE, "b.yaml", TWO));
		Files.createDirectories(this.temp.resolve("b.yaml").resolve("in the way"));
		DirectoryHive hive = hive();
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> hive.edit((root) -> root.withKey("L")))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_WRITEREGDB));
		assertThat(hive.root()).isEqualTo(ONE.overlaidBy(TWO));
	}

	@Test
	void damagedJournalIsLeftForAnOperator() throws IOException {
		Files.writeString(this.temp.resolve(Journal.NAME), "a: [");
		assertThatIOException().isThrownBy(() -> new Journal(this.temp).settle()).withMessageContaining(Journal.NAME);
		assertThat(hive().unreadableFiles()).hasSize(1);
	}

	private DirectoryHive hive() {
		return new DirectoryHive("machine", this.temp, Duration.ZERO, System::nanoTime);
	}

}
