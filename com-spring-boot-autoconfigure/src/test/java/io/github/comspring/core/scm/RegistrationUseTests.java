package io.github.comspring.core.scm;

import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ActivationGuard;
import io.github.comspring.ActivationRequest;
import io.github.comspring.Activator;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.registry.RegistryValue.Sz;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.github.comspring.core.scm.TestMachine.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the flags of a registration mean for clients in the process that registers, for
 * those in others, and for the service control manager between them.
 */
@ExtendWith(NoLeftovers.class)
class RegistrationUseTests {

	private static final ClassContext INPROC = ClassContext.INPROC_SERVER;

	private static final ClassContext LOCAL = ClassContext.LOCAL_SERVER;

	private final Clsid first = TestMachine.newClass();

	private final NearbyServers servers = NearbyServers.of((server) -> {
		server.open();
		if (server.pid() == 1) {
			server.register(this.first, Regcls.MULTIPLEUSE);
		}
	});

	@RegisterExtension
	final TestMachine machine = new TestMachine(this.servers);

	private final Clsid clsid = TestMachine.newClass();

	/**
	 * Returns a process that the service control manager knows.
	 */
	private NearbyServer server() {
		this.machine.register(this.first, "nearby");
		belongToItsApplication(List.of(this.first, this.clsid));
		assertThat(this.machine.activate(this.first)).isOne();
		return this.servers.launched().get(0);
	}

	/**
	 * Has others be served classes from the process that they have no program for.
	 */
	private void belongToItsApplication(List<Clsid> classes) {
		Sz application = new Sz(this.first.toString());
		classes.forEach(
				(each) -> this.machine.hive.edit((root) -> root.withValue("CLSID\\" + each, "AppID", application)));
	}

	@Test
	@Tag("CT-05")
	void registerSeparateThenTheProcessHasItsOwnWithoutTheScm() {
		NearbyServer server = server();
		ClassTable classTable = server.classTable();
		Activator here = this.machine.activator(server.rpc(), classTable);
		classTable.register(CoClass.of(this.clsid), factory("others"), LOCAL, Regcls.MULTI_SEPARATE);
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(here, INPROC));
		classTable.register(CoClass.of(this.clsid), factory("this process"), INPROC, Regcls.MULTI_SEPARATE);
		int before = this.machine.messages.get();
		assertThat(served(here, INPROC)).isEqualTo("this process");
		assertThat(this.machine.messages).as("messages to the service control manager").hasValue(before);
		assertThat(served(this.machine.activator(), LOCAL)).isEqualTo("others");
	}

	@Test
	@Tag("CT-06")
	void registerSingleUseThenOneClientAndStillRevoked() {
		NearbyServer server = server();
		for (Regcls flags : List.of(new Regcls(0), Regcls.SUSPENDED, Regcls.AGILE)) {
			int cookie = server.classTable().register(CoClass.of(this.clsid), factory("single"), LOCAL, flags);
			server.classTable().resume();
			assertThat(served(this.machine.activator(), LOCAL)).as(flags.toString()).isEqualTo("single");
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(this.machine.activator(), LOCAL));
			server.classTable().revoke(cookie);
			assertThat(server.classTable().registrations()).as("but for the first one").hasSize(1);
		}
	}

	@Test
	@Tag("CT-06")
	void registerSingleUseWhenProgramIsRegisteredThenNextClientHasItLaunched() throws Exception {
		NearbyServer server = server();
		server.classTable().register(CoClass.of(this.clsid), factory("single"), LOCAL, Regcls.SINGLEUSE);
		this.machine.register(this.clsid, "nearby");
		assertThat(served(this.machine.activator(), LOCAL)).isEqualTo("single");
		Background<String> next = Background.start(() -> served(this.machine.activator(), LOCAL));
		await().until(() -> this.servers.launched().size() == 2);
		this.servers.launched()
			.get(1)
			.classTable()
			.register(CoClass.of(this.clsid), factory("launched"), LOCAL, Regcls.SINGLEUSE);
		assertThat(next.get()).isEqualTo("launched");
	}

	@Test
	@Tag("CT-08")
	void registerSingleUseInProcessThenOneClient() {
		ClassTable classTable = new ClassTable(ActivationGuard.NONE);
		classTable.addRefServerProcess();
		classTable.register(CoClass.of(this.clsid), factory("single"), INPROC, Regcls.SINGLEUSE);
		Activator here = this.machine.activator(this.machine.rpc, classTable);
		assertThat(served(here, INPROC)).isEqualTo("single");
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(here, INPROC));
	}

	@Test
	@Tag("CT-13")
	void registerSuspendedThenInvisibleUntilOneMessageMakesAllVisible() {
		NearbyServer server = server();
		ClassTable classTable = server.classTable();
		Activator here = this.machine.activator(server.rpc(), classTable);
		Activator elsewhere = this.machine.activator();
		List<Clsid> classes = Stream.generate(TestMachine::newClass).limit(5).toList();
		belongToItsApplication(classes);
		int before = this.machine.messages.get();
		classes.forEach((each) -> classTable.register(CoClass.of(each), factory("suspended"), LOCAL,
				Regcls.MULTIPLEUSE.or(Regcls.SUSPENDED)));
		for (Clsid each : classes) {
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(here, each, INPROC));
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(elsewhere, each, LOCAL));
		}
		assertThat(this.machine.messages).as("messages before").hasValue(before);
		classTable.resume();
		assertThat(this.machine.messages).as("messages of the resume").hasValue(before + 1);
		for (Clsid each : classes) {
			assertThat(served(here, each, INPROC)).isEqualTo("suspended");
			assertThat(served(elsewhere, each, LOCAL)).isEqualTo("suspended");
		}
	}

	private String served(Activator activator, ClassContext context) {
		return served(activator, this.clsid, context);
	}

	private String served(Activator activator, Clsid wanted, ClassContext context) {
		try (ComPointer<Named> pointer = activator.createInstance(ActivationRequest.of(wanted).in(context),
				Named.class)) {
			return pointer.get().name();
		}
	}

	private static ClassFactory<Named> factory(String name) {
		return (type) -> () -> name;
	}

}
