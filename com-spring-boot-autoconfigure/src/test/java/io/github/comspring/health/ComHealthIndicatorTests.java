package io.github.comspring.health;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.UnreadableFile;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

class ComHealthIndicatorTests {

	private static final CoClass CALCULATOR = CoClass.of(Clsid.of("{3D8A5C7E-08B1-4E2B-8E0B-2B8F43A0D5A1}"));

	private final ClassTable classTable = new ClassTable(ActivationGuard.NONE);

	@Test
	void healthWhenAllFilesAreReadableThenUpWithCounts() {
		ClassFactory<Object> factory = (type) -> new Object();
		this.classTable.register(CALCULATOR, factory, ClassContext.INPROC_SERVER, Regcls.MULTIPLEUSE);
		this.classTable.registrations().get(0).classObject().instanceCreated();
		Health health = new ComHealthIndicator(this.classTable, List.of(new MemoryHive("machine"))).health();
		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsOnly(entry("classObjects", 1), entry("instances", 1),
				entry("locks", 0));
	}

	@Test
	void healthWhenFilesAreUnreadableThenUnknownAndNamesFileAndLine() {
		Health health = new ComHealthIndicator(this.classTable,
				List.of(new MemoryHive("user"), new Broken(new UnreadableFile(Path.of("desk.yaml"), 7, "no value"),
						new UnreadableFile(Path.of("mail.yaml"), 0, "is a directory"))))
			.health();
		assertThat(health.getStatus()).isEqualTo(Status.UNKNOWN);
		assertThat(health.getDetails()).containsEntry("classObjects", 0)
			.containsEntry("unreadableFiles", List.of("desk.yaml:7: no value", "mail.yaml: is a directory"));
	}

	@Test
	void healthWhenHiveFailsThenDown() {
		Hive failing = new Broken() {

			@Override
			public List<UnreadableFile> unreadableFiles() {
				throw new IllegalStateException("disk");
			}

		};
		assertThat(new ComHealthIndicator(this.classTable, List.of(failing)).health().getStatus())
			.isEqualTo(Status.DOWN);
	}

	private static class Broken implements Hive {

		private final List<UnreadableFile> files;

		Broken(UnreadableFile... files) {
			this.files = List.of(files);
		}

		@Override
		public String name() {
			return "machine";
		}

		@Override
		public RegistryKey root() {
			return RegistryKey.EMPTY;
		}

		@Override
		public void edit(UnaryOperator<RegistryKey> change) {
			throw new UnsupportedOperationException();
		}

		@Override
		public List<UnreadableFile> unreadableFiles() {
			return this.files;
		}

	}

}
