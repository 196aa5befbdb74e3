package io.github.comspring.core.scm;

import java.util.ArrayList;
import java.util.List;

import io.github.comspring.Activation;
import io.github.comspring.Activation.AuthenticationLevel;
import io.github.comspring.Activation.Origin;
import io.github.comspring.Activation.Right;
import io.github.comspring.ActivationGuard;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.Iid;
import io.github.comspring.core.activation.RemoteInstanceCreator;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.launch.LaunchRequest;
import io.github.comspring.core.module.SearchPath;
import io.github.comspring.core.orpc.ObjectRpc;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.scm.protocol.ScmRequest;
import io.github.comspring.core.scm.server.LocalServerProcess;
import io.github.comspring.core.surrogate.BuiltInSurrogate;
import io.github.comspring.core.surrogate.RuntimeClasses;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.SingleProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the service control manager asks before it starts a process.
 */
@ExtendWith(NoLeftovers.class)
class ScmGuardTests {

	private final Clsid clsid = new Clsid(Guid.random());

	private final MemoryHive machine = new MemoryHive("machine");

	private final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.machine,
			new MemoryHive("application"));

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final List<Activation> asked = new ArrayList<>();

	private final List<LaunchRequest> launched = new ArrayList<>();

	@BeforeEach
	void register() {
		this.machine.edit((root) -> root.withValue("CLSID\\" + this.clsid + "\\LocalServer32", null,
				new RegistryValue.Sz("server")));
	}

	@AfterEach
	void close() {
		this.leakDetector.close();
	}

	@Test
	void activateWhenLaunchIsRefusedThenNothingIsStarted() {
		assertDenied(Right.LAUNCH);
		assertThat(this.asked).extracting(Activation::right).containsExactly(Right.ACTIVATE, Right.LAUNCH);
		assertThat(this.launched).isEmpty();
	}

	@Test
	void activateWhenActivationIsRefusedThenNothingElseIsAsked() {
		assertDenied(Right.ACTIVATE);
		assertThat(this.asked).singleElement().satisfies((activation) -> {
			assertThat(activation.coClass().clsid()).isEqualTo(this.clsid);
			assertThat(activation.origin()).isEqualTo(Origin.LOCAL);
		});
		assertThat(this.launched).isEmpty();
	}

	private void assertDenied(Right refused) {
		ActivationGuard guard = (activation) -> {
			this.asked.add(activation);
			if (activation.right() == refused) {
				throw new ComException(HResult.E_ACCESSDENIED, "refused");
			}
		};
		try (ObjectRpc rpc = SingleProcess.objectRpc(this.leakDetector); ServiceControlManager scm = scm(rpc, guard)) {
			ScmRequest request = new ScmRequest(this.registry.resolve(this.clsid), false, List.of(Iid.UNKNOWN),
					rpc.oxid(), Origin.LOCAL, AuthenticationLevel.PACKET_PRIVACY);
			assertThatExceptionOfType(ComException.class).isThrownBy(() -> scm.activate(request))
				.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_ACCESSDENIED));
		}
	}

	private ServiceControlManager scm(ObjectRpc rpc, ActivationGuard guard) {
		LocalServerProcess own = new LocalServerProcess(new ClassTable(ActivationGuard.NONE), rpc,
				new RemoteInstanceCreator(this.leakDetector));
		return new ServiceControlManager(rpc, own, this.registry, guard, (request) -> {
			this.launched.add(request);
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE, "Nothing is launched here");
		}, new BuiltInSurrogate(new SearchPath(List.of()), new RuntimeClasses()), ScmSettings.DEFAULT);
	}

}
