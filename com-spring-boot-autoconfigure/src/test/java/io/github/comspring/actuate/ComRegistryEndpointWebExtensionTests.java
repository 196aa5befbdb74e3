package io.github.comspring.actuate;

import java.security.Principal;
import java.util.List;
import java.util.Set;

import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;

class ComRegistryEndpointWebExtensionTests {

	private static final SecurityContext NOBODY = SecurityContext.NONE;

	private final MemoryHive hive = new MemoryHive("machine");

	@BeforeEach
	void fill() {
		this.hive.edit((root) -> root.withValue("Desk", null, new Sz("text")));
	}

	@Test
	void comRegistryWhenNeverThenHidesValuesFromAll() {
		assertThat(value(Show.NEVER, Set.of(), user("admin"))).isEqualTo("******");
	}

	@Test
	void comRegistryWhenAlwaysThenShowsValuesToAll() {
		assertThat(value(Show.ALWAYS, Set.of(), NOBODY)).isEqualTo("text");
	}

	@Test
	void comRegistryWhenAuthorizedThenShowsValuesToRoles() {
		assertThat(value(Show.WHEN_AUTHORIZED, Set.of("admin"), user("admin"))).isEqualTo("text");
		assertThat(value(Show.WHEN_AUTHORIZED, Set.of("admin"), user("guest"))).isEqualTo("******");
		assertThat(value(Show.WHEN_AUTHORIZED, Set.of(), user("guest"))).isEqualTo("text");
		assertThat(value(Show.WHEN_AUTHORIZED, Set.of(), NOBODY)).isEqualTo("******");
	}

	private Object value(Show showValues, Set<String> roles, SecurityContext securityContext) {
		ComRegistryEndpoint endpoint = new ComRegistryEndpoint(List.of(this.hive), List.of(), showValues);
		return new ComRegistryEndpointWebExtension(endpoint, showValues, roles).comRegistry(securityContext)
			.keys()
			.get("Desk")
			.entries()
			.get(0)
			.values()
			.get("(default)")
			.value();
	}

	private static SecurityContext user(String role) {
		return new SecurityContext() {

			@Override
			public Principal getPrincipal() {
				return () -> "ann";
			}

			@Override
			public boolean isUserInRole(String asked) {
				return asked.equals(role);
			}

		};
	}

}
