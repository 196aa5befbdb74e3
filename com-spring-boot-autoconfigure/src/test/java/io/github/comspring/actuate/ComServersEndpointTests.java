package io.github.comspring.actuate;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.actuate.ComServersEndpoint.ComServerDescriptor;
import io.github.comspring.actuate.ComServersEndpoint.ComServersDescriptor;
import io.github.comspring.actuate.ComServersEndpoint.ServedClassDescriptor;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import io.github.comspring.core.launch.ServerLauncher;
import io.github.comspring.core.launch.cgroup.GroupCounts;
import io.github.comspring.core.scm.ServiceControlManager;
import io.github.comspring.core.scm.protocol.ServerDescription;
import io.github.comspring.core.scm.protocol.ServerDescription.Kind;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.GreeterObject;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.ServerInThisJvm;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@ExtendWith(NoLeftovers.class)
class ComServersEndpointTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.classes[" + Greeter.PROG_ID + "].clsid=" + Greeter.CLSID,
				"comspring.classes[" + Greeter.PROG_ID + "].local-server=greeter-server");

	@Test
	void comServersWhenNoneThenEmptyListAndNothingListens() {
		this.runner.run((context) -> {
			ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(ServiceControlManager.class));
			assertThat(JsonMapper.builder().build().writeValueAsString(endpoint.comServers()))
				.isEqualTo("{\"servers\":[],\"restarts\":[]}");
		});
	}

	@Test
	void comServersWhenServerRunsThenProcessAndCountsOfItsClasses() {
		try (ServerInThisJvm launcher = new ServerInThisJvm((type) -> new GreeterObject())) {
			this.runner.withBean(ServerLauncher.class, () -> launcher).run((context) -> {
				ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(ServiceControlManager.class));
				try (ComPointer<Greeter> greeter = context.getBean(Activator.class)
					.createInstance(Greeter.PROG_ID, Greeter.class)) {
					long before = only(endpoint).calls();
					greeter.get().greet("Ann");
					ComServerDescriptor server = only(endpoint);
					assertThat(server.pid()).isEqualTo(ProcessHandle.current().pid());
					assertThat(server.startTime())
						.isEqualTo(ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH));
					assertThat(server.launch()).isPositive();
					assertThat(server.startedFor()).isEqualTo(Greeter.CO_CLASS.toString());
					assertThat(server.endpoint()).endsWith("server.sock");
					assertThat(server.calls()).isGreaterThan(before);
					assertThat(server.classes()).singleElement().satisfies(ComServersEndpointTests::hasClient);
				}
			});
		}
	}

	private static void hasClient(ServedClassDescriptor served) {
		assertThat(served.clsid()).isEqualTo(Greeter.CO_CLASS.clsid().toString());
		assertThat(served.name()).isEqualTo(Greeter.CO_CLASS.toString());
		assertThat(served.instances()).isEqualTo(1);
		assertThat(served.references()).isPositive();
	}

	@Test
	void comServersWhenServerDoesNotAnswerThenNoCountsAndOrderOfLaunches() {
		ServerDescription second = new ServerDescription(7, Instant.EPOCH, "Desk.Printer.1", Kind.SURROGATE, 2,
				"second.sock", 5, true,
				new GroupCounts(Path.of("/g"), 268_435_456L, 1L, 2L, 3L, Duration.ofMillis(1500)), null);
		ServerDescription first = new ServerDescription(9, Instant.EPOCH, "Desk.Printer.1", Kind.LOCAL_SERVER, 1,
				"first.sock", 0, false, null, null);
		assertThat(JsonMapper.builder()
			.build()
			.writeValueAsString(ComServersDescriptor.of(List.of(second, first), List.of()))).isEqualTo("""
					{"servers":[{"pid":9,"startTime":"1970-01-01T00:00:00Z","launch":1,"startedFor":"Desk.Printer.1",\
					"kind":"LOCAL_SERVER","endpoint":"first.sock","activations":0,"draining":false,"cgroup":null,\
					"calls":null,"errorsInARow":null,"classes":null},\
					{"pid":7,"startTime":"1970-01-01T00:00:00Z","launch":2,"startedFor":"Desk.Printer.1",\
					"kind":"SURROGATE","endpoint":"second.sock","activations":5,"draining":true,\
					"cgroup":{"path":"/g","memoryPeak":268435456,"oomKills":2,"pidsRefused":3,"cpuThrottled":"PT1.5S"},\
					"calls":null,"errorsInARow":null,"classes":null}],"restarts":[]}""");
	}

	@Test
	void unlockWhenServersHaveFailedTooOftenThenStartedAgain() {
		ServerLauncher launcher = (request) -> {
			throw new ComException(HResult.CO_E_APPNOTFOUND, "There is no program");
		};
		this.runner.withBean(ServerLauncher.class, () -> launcher)
			.withPropertyValues("comspring.classes[" + Greeter.PROG_ID + "].application=desk",
					"comspring.applications.desk.restart-limit=1")
			.run((context) -> {
				ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(ServiceControlManager.class));
				Activator activator = context.getBean(Activator.class);
				assertFails(HResult.CO_E_APPNOTFOUND, activator);
				assertFails(HResult.CO_E_CLASS_DISABLED, activator)
					.withMessageContaining("comservers/" + Greeter.PROG_ID + " unlocks it now");
				assertThat(endpoint.comServers().restarts()).singleElement().satisfies((restart) -> {
					assertThat(restart.startedFor()).contains(Greeter.PROG_ID);
					assertThat(restart.failures()).isOne();
					assertThat(restart.lastFailure()).contains("There is no program");
					assertThat(restart.lockedOutUntil()).isNotNull();
				});
				assertThat(endpoint.unlock(Greeter.PROG_ID).unlocked()).singleElement()
					.satisfies((restart) -> assertThat(restart.lockedOutUntil()).isNull());
				assertFails(HResult.CO_E_APPNOTFOUND, activator);
			});
	}

	private static ThrowableAssertAlternative<ComException> assertFails(HResult expected, Activator activator) {
		return assertThatExceptionOfType(ComException.class)
			.isThrownBy(() -> activator.createInstance(Greeter.PROG_ID, Greeter.class))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@Test
	void unlockWhenNoSuchClassThenInvalidRequest() {
		this.runner.run((context) -> {
			ComServersEndpoint endpoint = new ComServersEndpoint(context.getBean(ServiceControlManager.class));
			assertThat(endpoint.unlock(Greeter.CO_CLASS.clsid().toString()).unlocked()).isEmpty();
			assertThatExceptionOfType(InvalidEndpointRequestException.class)
				.isThrownBy(() -> endpoint.unlock("No.Such.Class"))
				.satisfies((ex) -> assertThat(ex.getReason()).contains("'No.Such.Class'"));
		});
	}

	private static ComServerDescriptor only(ComServersEndpoint endpoint) {
		List<ComServerDescriptor> servers = endpoint.comServers().servers();
		assertThat(servers).hasSize(1);
		return servers.get(0);
	}

}
