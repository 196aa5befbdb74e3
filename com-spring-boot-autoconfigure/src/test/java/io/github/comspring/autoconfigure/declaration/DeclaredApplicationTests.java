package io.github.comspring.autoconfigure.declaration;

import java.util.Map;

import io.github.comspring.autoconfigure.properties.ComProperties.Application;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeclaredApplication}.
 */
class DeclaredApplicationTests {

	private static RegistryKey written(String property, String value) {
		Application application = new Binder(new MapConfigurationPropertySource(Map.of("desk." + property, value)))
			.bindOrCreate("desk", Application.class);
		return new DeclaredApplication("desk", application).writeTo(RegistryKey.EMPTY, "AppID").key("AppID");
	}

	@Test
	void writeToWhenSparesThenValueUnlessNone() {
		assertThat(written("spares", "8").value("Spares")).isEqualTo(new Dword(8));
		assertThat(written("spares", "0").value("Spares")).isNull();
		assertThat(written("app-id", "x").value("Spares")).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "-1", "9" })
	void writeToWhenSparesAreOutOfRangeThenRefused(String spares) {
		assertThatExceptionOfType(InvalidComPropertyException.class).isThrownBy(() -> written("spares", spares))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("comspring.applications.desk.spares"))
			.satisfies((ex) -> assertThat(ex.remedies()).isNotEmpty());
	}

}
