package io.github.comspring.core.scm;

import java.util.List;

import io.github.comspring.Clsid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whose classes others are served from a launched process.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(120)
class PublishRightsTests {

	private final Clsid own = TestMachine.newClass();

	private final Clsid victim = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		server.register((server.pid() == 1) ? this.own : this.victim, Regcls.MULTIPLEUSE);
		server.classTable().resume();
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private final ScmLog log = new ScmLog();

	@AfterEach
	void close() {
		this.log.close();
	}

	private List<String> refusals() {
		return this.log.lines().stream().filter((each) -> each.contains("Others are not served")).toList();
	}

	/**
	 * Starts a server, which then registers a class of its own accord.
	 */
	private NearbyServer serverThatRegisters(Clsid clsid) {
		this.machine.register(this.own, "nearby");
		assertThat(this.machine.activate(this.own)).isOne();
		NearbyServer server = this.servers.launched().get(0);
		server.register(clsid, Regcls.MULTIPLEUSE);
		return server;
	}

	@Test
	@Tag("CT-03")
	void classOfAnotherProgramThenOthersAreServedByThatOne() {
		this.machine.register(this.victim, "another");
		NearbyServer thief = serverThatRegisters(this.victim);
		assertThat(thief.classTable().registrations()).as("in its own class table").hasSize(2);
		assertThat(this.machine.activate(this.victim)).isEqualTo(2);
		assertThat(this.machine.activate(this.own)).as("what is its own").isOne();
	}

	@Test
	void classOfAnotherApplicationThenLoggedOnceWithBothNames() {
		this.machine.register(this.victim, "another");
		new TimedApplication(this.victim, 60_000, false).registerIn(this.machine.hive);
		NearbyServer thief = serverThatRegisters(this.victim);
		thief.register(this.own, Regcls.MULTIPLEUSE);
		assertThat(this.machine.activate(this.victim)).isEqualTo(2);
		String logger = "by the service control manager and by the process";
		assertThat(refusals()).as(logger)
			.hasSize(2)
			.allSatisfy((each) -> assertThat(each).contains("E_ACCESSDENIED")
				.contains("process " + ProcessHandle.current().pid())
				.contains(this.own.toString())
				.contains(this.victim.toString()));
	}

	@Test
	void classOfTheSameApplicationThenServed() {
		this.machine.register(this.victim, "another");
		for (Clsid each : List.of(this.own, this.victim)) {
			this.machine.hive.edit((root) -> root.withValue("CLSID\\" + each, "AppID", new Sz(this.own.toString())));
		}
		serverThatRegisters(this.victim);
		assertThat(this.machine.activate(this.victim)).isOne();
	}

	@Test
	void classOfTheSameProgramThenServed() {
		this.machine.register(this.victim, "nearby");
		serverThatRegisters(this.victim);
		assertThat(this.machine.activate(this.victim)).isOne();
	}

	@Test
	void classWithoutRegistrationThenServedToNobodyAndLoggedOnce() {
		NearbyServer server = serverThatRegisters(this.victim);
		server.register(TestMachine.newClass(), Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED));
		server.register(this.own, Regcls.MULTIPLEUSE);
		assertThat(server.classTable().registrations()).as("in its own class table").hasSize(4);
		TestMachine.assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.machine.activate(this.victim));
		assertThat(this.machine.activate(this.own)).as("what is its own").isOne();
		assertThat(refusals()).as("by the service control manager and by the process")
			.hasSize(2)
			.allSatisfy((each) -> assertThat(each).contains("E_ACCESSDENIED")
				.contains(this.own.toString())
				.contains(this.victim.toString())
				.contains("no registration gives it to an application"));
	}

	@Test
	void classWithoutApplicationThenServedToNobody() {
		this.machine.value(this.victim, "InprocServer32", null, "victim.jar");
		serverThatRegisters(this.victim);
		TestMachine.assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.machine.activate(this.victim));
	}

}
