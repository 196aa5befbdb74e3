package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

import io.github.comspring.Activator;
import io.github.comspring.ClassFactory;
import io.github.comspring.Clsid;
import io.github.comspring.ComClass;
import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Class factories that throw, wherever they are: a client sees the same.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FactoryFailureTests {

	private static final String FAILING = "{5D0C7B12-8A43-4F6E-9B1D-3E2F7A60C501}";

	private static final String REFUSING = "{5D0C7B12-8A43-4F6E-9B1D-3E2F7A60C502}";

	private static final String SOURCE = """
			package store;

			import io.github.comspring.*;

			public final class StoreModule implements ComModule {

				public Object getClassObject(Clsid clsid) throws Exception {
					return clsid.equals(Clsid.of("${failing}")) ? new Failing() : new Refusing();
				}

				static final class Failing implements ClassFactory<Object> {

					public Object createInstance(Class<?> type) throws java.sql.SQLException {
						throw new java.sql.SQLException("no database", new java.io.IOException("no file"));
					}

				}

				static final class Refusing implements ClassFactory<Object> {

					public Object createInstance(Class<?> type) throws Exception {
						throw new ComException(HResult.CLASS_E_NOTLICENSED, "No licence", new java.io.IOException("no file"));
					}

				}

			}
			""";

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource
	void createInstanceWhenFactoryThrowsCheckedExceptionThenComExceptionNamesClassAndCause(Place place) {
		run(place, (activator) -> {
			ComException failure = failure(() -> activator.createInstance("Store.Failing", Store.class));
			assertThat(failure.hresult()).isEqualTo(place.remote ? HResult.RPC_E_SERVERFAULT : HResult.E_UNEXPECTED);
			assertThat(failure).hasMessageContainingAll("Store.Failing", FAILING, "java.sql.SQLException: no database");
			assertThat(failure.getCause()).hasToString("java.sql.SQLException: no database");
			assertThat(failure.getCause().getCause()).hasToString("java.io.IOException: no file");
		});
	}

	@ParameterizedTest
	@EnumSource
	void createInstanceWithHeldClassObjectThenTheSame(Place place) {
		run(place, (activator) -> {
			try (ComPointer<?> pointer = activator.getClassObject(Clsid.of(FAILING), ClassFactory.class)) {
				ClassFactory<?> factory = (ClassFactory<?>) pointer.get();
				ComException failure = failure(() -> factory.createInstance(Store.class));
				assertThat(failure).hasMessageContainingAll(FAILING, "java.sql.SQLException: no database");
				assertThat(failure.getCause()).hasToString("java.sql.SQLException: no database");
			}
		});
	}

	@ParameterizedTest
	@EnumSource
	void createInstanceWhenFactoryThrowsComExceptionWithCauseThenItsCode(Place place) {
		run(place, (activator) -> {
			ComException failure = failure(() -> activator.createInstance("Store.Refusing", Store.class));
			assertThat(failure.hresult()).isEqualTo(HResult.CLASS_E_NOTLICENSED);
			assertThat(failure.detail()).isEqualTo("No licence");
			assertThat(failure.getCause()).hasToString("java.io.IOException: no file");
		});
	}

	private static ComException failure(ThrowingCallable call) {
		ComException failure = catchThrowableOfType(ComException.class, call);
		assertThat(failure).isNotNull();
		return failure;
	}

	private void run(Place place, Client client) {
		new ModuleJar().source("store.StoreModule", SOURCE.replace("${failing}", FAILING))
			.copy(Store.class)
			.attribute("Com-Module", "store.StoreModule")
			.attribute("Com-Interfaces", Store.class.getName())
			.writeTo(this.directory.resolve("store.jar"));
		place.configure(new ApplicationContextRunner(), this.directory)
			.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.run((context) -> client.use(context.getBean(Activator.class)));
	}

	/**
	 * Where the classes are.
	 */
	enum Place {

		BEANS(false), IN_PROCESS(false), SURROGATE(true), LOCAL_SERVER(true);

		private final boolean remote;

		Place(boolean remote) {
			this.remote = remote;
		}

		ApplicationContextRunner configure(ApplicationContextRunner runner, Path directory) {
			return switch (this) {
				case BEANS -> runner.withUserConfiguration(Stores.class);
				case IN_PROCESS -> jar(runner, directory);
				case SURROGATE -> each(jar(runner, directory), "context=surrogate");
				case LOCAL_SERVER -> each(runner, "local-server=" + System.getProperty("java.home") + "/bin/java -cp "
						+ System.getProperty("java.class.path") + " " + Stores.class.getName());
			};
		}

		private static ApplicationContextRunner jar(ApplicationContextRunner runner, Path directory) {
			return each(runner, "in-process-server=" + directory.resolve("store.jar"));
		}

		private static ApplicationContextRunner each(ApplicationContextRunner runner, String property) {
			return runner.withPropertyValues("comspring.classes[Store.Failing].clsid=" + FAILING,
					"comspring.classes[Store.Refusing].clsid=" + REFUSING,
					"comspring.classes[Store.Failing]." + property, "comspring.classes[Store.Refusing]." + property);
		}

	}

	/**
	 * What a client does.
	 */
	private interface Client {

		void use(Activator activator);

	}

	/** What nobody gets. */
	@ComInterface("{5D0C7B12-8A43-4F6E-9B1D-3E2F7A60C503}")
	public interface Store {

		int size();

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(ComAutoConfiguration.class)
	static class Stores {

		public static void main(String[] arguments) {
			SpringApplication.run(Stores.class, arguments);
		}

		@ComClass(clsid = FAILING, progId = "Store.Failing")
		ClassFactory<Store> failing() {
			return (type) -> {
				throw new SQLException("no database", new IOException("no file"));
			};
		}

		@ComClass(clsid = REFUSING, progId = "Store.Refusing")
		Store refusing() {
			throw new ComException(HResult.CLASS_E_NOTLICENSED, "No licence", new IOException("no file"));
		}

	}

}
