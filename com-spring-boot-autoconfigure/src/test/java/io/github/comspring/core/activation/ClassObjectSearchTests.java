package io.github.comspring.core.activation;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.ActivationRequest;
import io.github.comspring.ClassContext;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.core.activation.Zoo.Duck;
import io.github.comspring.core.activation.Zoo.Walks;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ResolvedClass;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.fixture.SingleProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.comspring.core.activation.ActivationFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ClassObjectSearch} through the {@link DefaultActivator}.
 */
class ClassObjectSearchTests {

	private final ActivationFixture fixture = new ActivationFixture();

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void findWhenSeveralContextsThenFirstInFixedOrder() {
		Clsid clsid = this.fixture.registered();
		List<ClassContext> order = List.of(ClassContext.INPROC_SERVER, ClassContext.INPROC_HANDLER,
				ClassContext.LOCAL_SERVER, ClassContext.REMOTE_SERVER);
		order.forEach((context) -> this.fixture.source(context, (activation) -> duck(context.toString())));
		for (int subset = 1; subset < 16; subset++) {
			List<ClassContext> chosen = chosen(order, subset);
			ClassContext contexts = chosen.stream().reduce(ClassContext::or).orElseThrow();
			assertThat(served(clsid, contexts)).as(contexts.toString()).isEqualTo(chosen.get(0).toString());
		}
	}

	private static List<ClassContext> chosen(List<ClassContext> order, int subset) {
		List<ClassContext> chosen = new ArrayList<>();
		for (int i = 0; i < order.size(); i++) {
			if ((subset & (1 << i)) != 0) {
				chosen.add(order.get(i));
			}
		}
		return chosen;
	}

	@Test
	@Tag("RG-03")
	void findWhenNoContextHasCodeThenNotRegistered() {
		Clsid unknown = new Clsid(Guid.random());
		Clsid withoutServer = this.fixture.registered();
		for (ClassContext context : List.of(ClassContext.INPROC_SERVER, ClassContext.INPROC_HANDLER,
				ClassContext.LOCAL_SERVER, ClassContext.REMOTE_SERVER)) {
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(unknown, context));
			assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(withoutServer, context));
		}
	}

	@Test
	@Tag("CX-03")
	void findWhenRegisteredInClassTableThenBeforeTheRegistry() {
		Clsid clsid = this.fixture.registered();
		this.fixture.source(ClassContext.INPROC_SERVER, (activation) -> duck("jar"));
		int cookie = this.fixture.register(clsid, duck("class table"));
		assertThat(served(clsid, ClassContext.INPROC_SERVER)).isEqualTo("class table");
		this.fixture.classTable.revoke(cookie);
		assertThat(served(clsid, ClassContext.INPROC_SERVER)).isEqualTo("jar");
	}

	@Test
	@Tag("CX-10")
	void findWhenPreferredCodeIsBrokenThenNextContext() {
		Clsid clsid = this.fixture.registered();
		this.fixture.source(ClassContext.INPROC_SERVER, (activation) -> {
			throw new ComException(HResult.CO_E_DLLNOTFOUND, "Gone");
		});
		TestSource program = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> duck("program"));
		assertThat(served(clsid, ClassContext.ALL)).isEqualTo("program");
		assertFails(HResult.CO_E_DLLNOTFOUND, () -> served(clsid, ClassContext.INPROC_SERVER));
		assertThat(program.references.get()).isZero();
	}

	@Test
	@Tag("CX-10")
	void findWhenAllCodeIsBrokenThenFirstFault() {
		Clsid clsid = this.fixture.registered();
		this.fixture.source(ClassContext.INPROC_SERVER, (activation) -> {
			throw new ComException(HResult.CO_E_ERRORINDLL, "Corrupt");
		});
		this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> {
			throw new ComException(HResult.CO_E_APPNOTFOUND, "Gone");
		});
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> served(clsid, ClassContext.ALL))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_ERRORINDLL))
			.satisfies((ex) -> assertThat(ex.getSuppressed()).hasSize(1));
	}

	@Test
	void findWhenAccessDeniedThenNoOtherContextIsTried() {
		Clsid clsid = this.fixture.registered();
		this.fixture.source(ClassContext.INPROC_SERVER, (activation) -> {
			throw new ComException(HResult.E_ACCESSDENIED, "Not for you");
		});
		TestSource program = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> duck("program"));
		assertFails(HResult.E_ACCESSDENIED, () -> served(clsid, ClassContext.ALL));
		assertThat(program.asked).isEmpty();
	}

	@Test
	@Tag("CX-11")
	void findWhenClassObjectRefusesInterfaceThenNoOtherContextIsTried() {
		Clsid clsid = this.fixture.registered();
		this.fixture.register(clsid, duck("class table"));
		TestSource program = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> duck("program"));
		assertFails(HResult.E_NOINTERFACE,
				() -> this.fixture.activator().getClassObject(clsid, LicensedClassFactory.class));
		assertThat(program.asked).isEmpty();
		assertThat(this.fixture.classTable.registrations()).singleElement()
			.satisfies((registration) -> assertThat(registration.classObject().instances()).isZero());
	}

	@Test
	@Tag("CX-13")
	void findWhenContextsAreImpossibleThenRefusedBeforeAnySourceIsAsked() {
		Clsid clsid = this.fixture.registered();
		TestSource jar = this.fixture.source(ClassContext.INPROC_SERVER, (activation) -> duck("jar"));
		for (int bits : new int[] { 0, 0x400, 0x1 | 0x40, 0x1 | 0x800, 0x1 | 0x400 | 0x2000, 0x1 | 0x8000 | 0x10000,
				0x4 | 0x40000 | 0x80000 }) {
			assertFails(HResult.E_INVALIDARG, () -> served(clsid, new ClassContext(bits)));
		}
		assertThat(jar.asked).isEmpty();
	}

	@Test
	@Tag("CX-05")
	@Tag("CX-07")
	void findWhenMachineIsConfiguredThenRemoteIsImplied() {
		Clsid clsid = remoteClass("m1.example");
		List<String> machines = new ArrayList<>();
		this.fixture.source(recordMachines(machines));
		assertThat(served(clsid, ClassContext.LOCAL_SERVER)).isEqualTo("remote");
		ActivationRequest explicit = ActivationRequest.of(clsid).in(ClassContext.LOCAL_SERVER).on("m2.example");
		this.fixture.activator().createInstance(explicit, Walks.class).close();
		assertThat(served(clsid, ClassContext.LOCAL_SERVER)).isEqualTo("remote");
		assertThat(machines).containsExactly("m1.example", "m2.example", "m1.example");
	}

	@ParameterizedTest
	@Tag("CX-06")
	@ValueSource(strings = { "localhost", "\\\\localhost", "127.0.0.1", "\\\\127.0.0.1", "::1" })
	void findWhenMachineIsThisOneThenRemoteIsRemoved(String machine) {
		Clsid clsid = this.fixture.registered();
		TestSource remote = this.fixture.source(ClassContext.REMOTE_SERVER, (activation) -> duck("remote"));
		ActivationRequest request = ActivationRequest.of(clsid).in(ClassContext.REMOTE_SERVER).on(machine);
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> this.fixture.activator().createInstance(request, Walks.class));
		assertThat(remote.asked).isEmpty();
	}

	@Test
	@Tag("CX-08")
	void findWhenOtherMachineIsNamedThenLocalContextsStillWin() {
		Clsid clsid = this.fixture.registered();
		this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> duck("local"));
		this.fixture.source(ClassContext.REMOTE_SERVER, (activation) -> duck("remote"));
		ActivationRequest there = ActivationRequest.of(clsid).on("m2.example");
		assertThat(served(there.in(ClassContext.ALL))).isEqualTo("local");
		assertThat(served(there.in(ClassContext.REMOTE_SERVER))).isEqualTo("remote");
	}

	@Test
	void findWhenClassRunsElsewhereThenTypedErrorAndNotRunHere() {
		Clsid local = this.fixture.registered();
		this.fixture.value("CLSID\\" + local + "\\LocalServer32", null, "server");
		Clsid remote = remoteClass("m1.example");
		this.fixture.source(new LocalServerSource(Scm.ABSENT, SingleProcess.objectRpc(this.fixture.leakDetector)));
		this.fixture.source(new RemoteServerSource());
		assertFails(HResult.CO_E_SCM_RPC_FAILURE, () -> served(local, ClassContext.ALL));
		assertFails(HResult.RPC_E_REMOTE_DISABLED, () -> served(remote, ClassContext.ALL));
	}

	@Test
	@Tag("TA-01")
	@Tag("TA-02")
	void findWhenTreatAsThenOneHopBeforeAnythingElse() {
		Clsid old = this.fixture.registered();
		Clsid replacement = new Clsid(Guid.random());
		Clsid third = new Clsid(Guid.random());
		treatAs(old, replacement);
		treatAs(replacement, third);
		this.fixture.register(replacement, duck("replacement"));
		this.fixture.register(third, duck("third"));
		TestSource jar = this.fixture.source(ClassContext.LOCAL_SERVER, (activation) -> duck("jar"));
		assertThat(served(old, ClassContext.INPROC_SERVER)).isEqualTo("replacement");
		served(old, ClassContext.LOCAL_SERVER);
		assertThat(jar.asked).extracting((activation) -> activation.coClass().clsid()).containsExactly(replacement);
	}

	@Test
	@Tag("TA-02")
	void findWhenTreatAsIsACycleThenOneHop() {
		Clsid first = this.fixture.registered();
		Clsid second = new Clsid(Guid.random());
		treatAs(first, second);
		treatAs(second, first);
		this.fixture.register(first, duck("first"));
		this.fixture.register(second, duck("second"));
		assertThat(served(first, ClassContext.ALL)).isEqualTo("second");
		assertThat(served(second, ClassContext.ALL)).isEqualTo("first");
	}

	@Test
	@Tag("TA-01")
	@Tag("TA-05")
	void findWhenTreatAsDanglesThenNotRegistered() {
		Clsid old = this.fixture.registered();
		this.fixture.register(old, duck("old"));
		treatAs(old, new Clsid(Guid.random()));
		assertFails(HResult.REGDB_E_CLASSNOTREG, () -> served(old, ClassContext.ALL));
	}

	@Test
	@Tag("TA-07")
	void findWhenTreatAsChangesThenOnlyLaterActivations() {
		Clsid old = this.fixture.registered();
		Clsid replacement = new Clsid(Guid.random());
		this.fixture.register(old, duck("old"));
		this.fixture.register(replacement, duck("replacement"));
		try (ComPointer<?> held = this.fixture.activator().getClassObject(old, ClassFactory.class)) {
			treatAs(old, replacement);
			try (ComPointer<Walks> created = this.fixture.activator().createInstance(held, Walks.class)) {
				assertThat(created.get().walk()).isEqualTo("old");
			}
			assertThat(served(old, ClassContext.ALL)).isEqualTo("replacement");
		}
	}

	@Test
	@Tag("TA-03")
	void findWhenRemoteThenServerIsAskedForTheReplacement() {
		Clsid old = remoteClass("m2.example");
		Clsid replacement = new Clsid(Guid.random());
		treatAs(old, replacement);
		TestSource remote = this.fixture.source(ClassContext.REMOTE_SERVER,
				(activation) -> activation.coClass().clsid().equals(replacement) ? duck("m2") : null);
		ActivationRequest there = ActivationRequest.of(old).on("m2.example").in(ClassContext.REMOTE_SERVER);
		assertThat(served(there)).isEqualTo("m2");
		assertThat(remote.asked).extracting((activation) -> activation.coClass().clsid()).containsExactly(replacement);
	}

	private void treatAs(Clsid old, Clsid replacement) {
		this.fixture.value("CLSID\\" + old + "\\TreatAs", null, replacement.toString());
	}

	private Clsid remoteClass(String machine) {
		Clsid clsid = this.fixture.registered();
		String appId = Guid.random().toString();
		this.fixture.value("CLSID\\" + clsid, "AppID", appId);
		this.fixture.value("AppID\\" + appId, "RemoteServerName", machine);
		return clsid;
	}

	private static ClassObjectSource recordMachines(List<String> machines) {
		TestSource remote = new TestSource(ClassContext.REMOTE_SERVER, (activation) -> duck("remote"));
		return new ClassObjectSource() {

			@Override
			public ClassContext context() {
				return remote.context();
			}

			@Override
			public Found find(Demand demand, Activation activation, ResolvedClass target, String machine) {
				machines.add(machine);
				return remote.find(demand, activation, target, machine);
			}

		};
	}

	private String served(Clsid clsid, ClassContext contexts) {
		return served(ActivationRequest.of(clsid).in(contexts));
	}

	private String served(ActivationRequest request) {
		try (ComPointer<Walks> pointer = this.fixture.activator().createInstance(request, Walks.class)) {
			return pointer.get().walk();
		}
	}

	private static ClassFactory<Duck> duck(String name) {
		return (type) -> new Duck(name);
	}

	@Test
	void findWhenRegisteredHereAndNotWithTheHostThenToldWhereToDeclareIt() {
		Clsid clsid = this.fixture.registered();
		this.fixture.value("CLSID\\" + clsid + "\\LocalServer32", null, "server");
		Scm host = (request) -> {
			throw new ComException(HResult.REGDB_E_CLASSNOTREG, "No process serves it, and none is registered");
		};
		this.fixture.source(new LocalServerSource(host, SingleProcess.objectRpc(this.fixture.leakDetector)));
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> served(clsid, ClassContext.LOCAL_SERVER))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.REGDB_E_CLASSNOTREG))
			.withMessageContaining("not by the host")
			.withMessageContaining("declare the class there");
	}

}
