package io.github.comspring.autoconfigure;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.LicensedClassFactory;
import io.github.comspring.fixture.JavaCommand;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Applications that say how long a message may be, and what runs in other processes for
 * them.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(180)
public class OversizeApplicationTests {

	private static final String PROG_ID = "Fixture.Depot.1";

	private static final String CLSID = "{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D1001}";

	private static final int LIMIT = 64 * 1024;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
		.withPropertyValues("comspring.rpc.max-message-size=64KB");

	@Test
	void whenInASurrogateThenOneCallFailsAndNothingElse(@TempDir Path directory) {
		new ModuleJar().source("depot.Module", """
				package depot;

				import io.github.comspring.*;
				import io.github.comspring.autoconfigure.OversizeApplicationTests.DepotFactory;

				public final class Module implements ComModule {

					public Object getClassObject(Clsid clsid) {
						return new DepotFactory();
					}

				}
				""")
			.copy(Depot.class)
			.copy(DepotObject.class)
			.copy(DepotFactory.class)
			.attribute("Com-Module", "depot.Module")
			.attribute("Com-Interfaces", Depot.class.getName())
			.attribute("Com-Classes", PROG_ID + " " + CLSID)
			.writeTo(directory.resolve("depot.jar"));
		this.runner
			.withPropertyValues("comspring.modules.path=" + directory,
					"comspring.classes[" + PROG_ID + "].in-process-server=depot.jar",
					"comspring.classes[" + PROG_ID + "].context=surrogate")
			.run((context) -> assertLimited(context.getBean(Activator.class), HResult.RPC_E_CLIENT_CANTMARSHAL_DATA));
	}

	@Test
	void whenInALocalServerOfTheSameLimitThenOneCallFailsAndNothingElse() {
		inLocalServer("--comspring.rpc.max-message-size=64KB", HResult.RPC_E_CLIENT_CANTMARSHAL_DATA);
	}

	@Test
	void whenInALocalServerOfTheUsualLimitThenOneCallFailsAndNothingElse() {
		inLocalServer("--comspring.rpc.max-message-size=64MB", HResult.RPC_E_SERVER_CANTUNMARSHAL_DATA);
	}

	private void inLocalServer(String argument, HResult ofCallback) {
		List<String> command = JavaCommand.of(DepotApplication.class, argument);
		this.runner
			.withPropertyValues("comspring.classes[" + PROG_ID + "].clsid=" + CLSID,
					"comspring.classes[" + PROG_ID + "].local-server=" + String.join(" ", command))
			.run((context) -> assertLimited(context.getBean(Activator.class), ofCallback));
	}

	private static void assertLimited(Activator activator, HResult ofCallback) {
		try (ComPointer<Depot> pointer = activator.createInstance(PROG_ID, Depot.class);
				ComPointer<Depot> other = activator.createInstance(PROG_ID, Depot.class);
				ComPointer<?> classObject = activator.getClassObject(Clsid.of(CLSID), LicensedClassFactory.class)) {
			Depot depot = pointer.get();
			long pid = depot.pid();
			assertThat(pid).isNotEqualTo(ProcessHandle.current().pid());
			assertFails(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA, () -> depot.put(new byte[LIMIT]), "of " + PROG_ID);
			assertFails(HResult.RPC_E_SERVER_CANTMARSHAL_DATA, () -> depot.take(LIMIT), "take");
			assertFails(HResult.RPC_E_CLIENT_CANTMARSHAL_DATA,
					() -> activator.createInstance(classObject, "x".repeat(LIMIT), Depot.class), "arguments");
			assertThat(depot.give(new DepotObject(), LIMIT / 2)).isEqualTo(LIMIT / 2);
			assertThat(depot.put(new byte[LIMIT / 2])).isEqualTo(LIMIT / 2);
			assertThat(depot.take(LIMIT / 2)).hasSize(LIMIT / 2);
			assertThat(depot.pid()).isEqualTo(pid);
			assertThat(other.get().pid()).isEqualTo(pid);
			assertFails(ofCallback, () -> depot.give(new DepotObject(), LIMIT), "put");
			assertThat(other.get().pid()).isEqualTo(pid);
		}
	}

	private static void assertFails(HResult expected, ThrowingCallable call, String named) {
		ComException failure = catchThrowableOfType(ComException.class, call);
		assertThat(failure.hresult()).isEqualTo(expected);
		assertThat(failure).hasMessageContaining("comspring.rpc.max-message-size").hasMessageContaining(named);
	}

	/**
	 * Where much can be put.
	 */
	@ComInterface("{0B1C3C0E-58C8-4A24-9E0B-0F9E2A1D1002}")
	public interface Depot {

		long pid();

		int put(byte[] goods);

		byte[] take(int size);

		int give(Depot to, int size);

	}

	/**
	 * A depot that keeps nothing.
	 */
	public static final class DepotObject implements Depot {

		@Override
		public long pid() {
			return ProcessHandle.current().pid();
		}

		@Override
		public int put(byte[] goods) {
			return goods.length;
		}

		@Override
		public byte[] take(int size) {
			return new byte[size];
		}

		@Override
		public int give(Depot to, int size) {
			return to.put(new byte[size]);
		}

	}

	/**
	 * Its class object.
	 */
	public static final class DepotFactory implements LicensedClassFactory<Depot> {

		@Override
		public Depot createInstance(Class<?> type) {
			return new DepotObject();
		}

		@Override
		public LicenseInfo licenseInfo() {
			return new LicenseInfo(true, true);
		}

		@Override
		public String requestLicenseKey() {
			return "key";
		}

		@Override
		public Depot createInstance(Class<?> type, String key) {
			return new DepotObject();
		}

	}

	/**
	 * A server of its own.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ComAutoConfiguration.class)
	static class DepotApplication {

		public static void main(String[] arguments) {
			SpringApplication.run(DepotApplication.class, arguments);
		}

		@Bean
		@ComClass(clsid = CLSID, progId = PROG_ID)
		LicensedClassFactory<Depot> depots() {
			return new DepotFactory();
		}

	}

}
