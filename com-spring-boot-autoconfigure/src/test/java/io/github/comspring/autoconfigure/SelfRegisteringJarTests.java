package io.github.comspring.autoconfigure;

import java.nio.file.Path;

import io.github.comspring.Activator;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.module.SelfRegistration;
import io.github.comspring.fixture.NoLeftovers;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An application installs a jar that registers itself.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(60)
class SelfRegisteringJarTests {

	@TempDir
	Path directory;

	@Test
	void registerThenItsClassIsThereUntilUnregistered() {
		Path jar = ProbeModule.jar(new Clsid(Guid.random()))
			.attribute("OLESelfRegister", "")
			.writeTo(this.directory.resolve("probe.jar"));
		new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues("comspring.registry.machine-directory=" + this.directory.resolve("registry"),
					"comspring.registry.refresh-interval=0s")
			.run((context) -> {
				Activator activator = context.getBean(Activator.class);
				SelfRegistration registration = context.getBean(SelfRegistration.class);
				registration.register(jar);
				try (ComPointer<Probe> pointer = activator.createInstance("Jar.Probe", Probe.class)) {
					assertThat(pointer.get().call()).isOne();
				}
				assertThat(registration.unregister(jar)).isEqualTo(HResult.S_OK);
				assertThatExceptionOfType(ComException.class)
					.isThrownBy(() -> activator.createInstance("Jar.Probe", Probe.class))
					.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.CO_E_CLASSSTRING));
			});
	}

}
