package io.github.comspring.core.launch.cgroup;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import io.github.comspring.fixture.GroupLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlGroups}, with a made-up tree.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ControlGroupsTests {

	private static final GroupLimits MEMORY = new GroupLimits(1024, null, null);

	private final GroupLog log = new GroupLog();

	@TempDir
	Path directory;

	@AfterEach
	void close() {
		this.log.close();
	}

	private ControlGroups groups() {
		return new ControlGroups(this.directory);
	}

	@Test
	void makeWhenNobodyAsksThenNothingIsLookedFor() {
		assertThat(groups().make("Desk", null)).isNull();
		groups().check(Map.of());
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void makeWhenToBeHadThenGroup() {
		MadeUpGroup.in(this.directory, "hugetlb");
		ControlGroup group = groups().make("Desk", GroupLimits.NONE);
		assertThat(group).isNotNull();
		group.end();
		assertThat(this.log.warnings()).isEmpty();
	}

	@Test
	void makeWhenNotToBeHadThenNoneAndToldOnce() {
		ControlGroups groups = groups();
		assertThat(groups.make("Desk.Printer.1", MEMORY)).isNull();
		assertThat(groups.make("Desk.Scanner.1", MEMORY)).isNull();
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.startsWith("There is no control group (cgroup.*) for the server processes of Desk.Printer.1, as "
					+ this.directory + " is no control group of version 2. They are started without. ")
			.contains("max-memory", "command-prefix", "Delegate=yes", "podman", "comspring.scm.cgroup-directory");
	}

	@Test
	void makeWhenItComesLaterThenGroup() {
		ControlGroups groups = groups();
		assertThat(groups.make("Desk", GroupLimits.NONE)).isNull();
		MadeUpGroup.in(this.directory, "");
		ControlGroup group = groups.make("Desk", GroupLimits.NONE);
		assertThat(group).isNotNull();
		group.end();
	}

	@Test
	void checkThenOneWarningNamesAllThatAskInVainAndWhy() {
		MadeUpGroup.in(this.directory, "pids");
		ControlGroups groups = groups();
		groups.check(new TreeMap<>(Map.of("desk", MEMORY, "scan", MEMORY, "plain", GroupLimits.NONE, "few",
				new GroupLimits(null, 9, null), "slow", new GroupLimits(null, null, 500))));
		assertThat(groups.make("Desk.Printer.1", MEMORY)).isNull();
		Path controllers = this.directory.resolve("cgroup.controllers");
		assertThat(this.log.warnings()).singleElement()
			.asString()
			.contains("the server processes of desk, scan, as there is no controller memory in " + controllers
					+ " (pids); slow, as there is no controller cpu in " + controllers + " (pids). They are");
	}

	@Test
	void checkWhenAllIsToBeHadThenSilent() {
		MadeUpGroup.in(this.directory, "memory pids cpu");
		groups().check(Map.of("desk", MEMORY));
		assertThat(this.log.warnings()).isEmpty();
	}

}
