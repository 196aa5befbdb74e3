package io.github.comspring.health;

import java.util.List;

import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.ClassTable.Registration;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.UnreadableFile;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * {@link HealthIndicator} that counts class objects and their instances, and tells which
 * files of the registry cannot be read.
 * <p>
 * Such a file makes the status {@code UNKNOWN}: nobody knows which classes it was to
 * register. It hides no other file, so that everything else goes on working; {@code DOWN}
 * would let one bad drop-in file take all applications of a machine out of their load
 * balancers. {@code UNKNOWN} shows without changing the status of the whole.
 */
public class ComHealthIndicator extends AbstractHealthIndicator {

	private final ClassTable classTable;

	private final List<Hive> hives;

	/**
	 * Creates an indicator.
	 * @param classTable the running class objects
	 * @param hives the hives of the registry
	 */
	public ComHealthIndicator(ClassTable classTable, List<Hive> hives) {
		super("COM health check failed");
		this.classTable = classTable;
		this.hives = List.copyOf(hives);
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		List<Registration> registrations = this.classTable.registrations();
		int instances = registrations.stream().mapToInt((each) -> each.classObject().instances()).sum();
		int locks = registrations.stream().mapToInt((each) -> each.classObject().locks()).sum();
		builder.up()
			.withDetail("classObjects", registrations.size())
			.withDetail("instances", instances)
			.withDetail("locks", locks);
		List<String> unreadable = this.hives.stream()
			.flatMap((hive) -> hive.unreadableFiles().stream())
			.map(UnreadableFile::toString)
			.toList();
		if (!unreadable.isEmpty()) {
			builder.unknown().withDetail("unreadableFiles", unreadable);
		}
	}

}
