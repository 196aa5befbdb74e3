package io.github.comspring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import io.github.comspring.actuate.ComRegistryEndpoint.EntryDescriptor;
import io.github.comspring.actuate.ComRegistryEndpoint.KeyDescriptor;
import io.github.comspring.actuate.ComRegistryEndpoint.ValueDescriptor;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;

import static org.assertj.core.api.Assertions.assertThat;

class ComRegistryEndpointTests {

	private final MemoryHive user = new MemoryHive("user");

	private final MemoryHive machine = new MemoryHive("machine");

	@Test
	void comRegistryWhenEmptyThenNoKeys() {
		assertThat(endpoint(Show.ALWAYS).comRegistry().keys()).isEmpty();
	}

	@Test
	void comRegistryThenKeysOfAllHivesAreOneTree() {
		this.user.edit((root) -> root.withValue("clsid\\A", null, new Sz("mine")));
		this.machine.edit((root) -> root.withValue("CLSID\\a", null, new Sz("ours"))
			.withValue("CLSID\\B", "AppID", new Sz("{x}")));
		KeyDescriptor classes = endpoint(Show.ALWAYS).comRegistry().keys().get("clsid");
		assertThat(classes.keys()).containsOnlyKeys("A", "B");
		assertThat(classes.keys().get("A").entries()).containsExactly(
				new EntryDescriptor("user", "user", Map.of("(default)", new ValueDescriptor("REG_SZ", "mine"))),
				new EntryDescriptor("machine", "machine", Map.of("(default)", new ValueDescriptor("REG_SZ", "ours"))));
		assertThat(classes.keys().get("B").entries()).containsExactly(
				new EntryDescriptor("machine", "machine", Map.of("AppID", new ValueDescriptor("REG_SZ", "{x}"))));
	}

	@Test
	void comRegistryWhenHiveHasFilesThenEachEntryNamesItsFile() {
		Map<String, RegistryKey> files = new LinkedHashMap<>();
		files.put("10-desk.yaml", RegistryKey.EMPTY.withValue("Desk", null, new Sz("first")));
		files.put("20-desk.yaml", RegistryKey.EMPTY.withValue("Desk", null, new Sz("second")));
		ComRegistryEndpoint endpoint = new ComRegistryEndpoint(List.of(new Files(files)), List.of(), Show.ALWAYS);
		assertThat(endpoint.comRegistry().keys().get("Desk").entries()).extracting(EntryDescriptor::source)
			.containsExactly("20-desk.yaml", "10-desk.yaml");
	}

	@Test
	void comRegistryThenValuesKeepTheirTypes() {
		this.machine.edit((root) -> root.withValue("K", "sz", new Sz("text"))
			.withValue("K", "expand", new ExpandSz("%HOME%"))
			.withValue("K", "dword", new Dword(-1))
			.withValue("K", "multi", new MultiSz(List.of("a", "b")))
			.withValue("K", "binary", new Binary(new byte[] { 1, (byte) 0xab })));
		assertThat(endpoint(Show.ALWAYS).comRegistry().keys().get("K").entries().get(0).values()).containsOnly(
				Map.entry("sz", new ValueDescriptor("REG_SZ", "text")),
				Map.entry("expand", new ValueDescriptor("REG_EXPAND_SZ", "%HOME%")),
				Map.entry("dword", new ValueDescriptor("REG_DWORD", -1)),
				Map.entry("multi", new ValueDescriptor("REG_MULTI_SZ", List.of("a", "b"))),
				Map.entry("binary", new ValueDescriptor("REG_BINARY", "01ab")));
	}

	@Test
	void comRegistryWhenValuesAreNotShownThenNamesAndTypesAre() {
		this.machine.edit((root) -> root.withValue("AppID\\A", "Password", new Sz("secret")));
		String json = json(endpoint(Show.NEVER));
		assertThat(json).doesNotContain("secret").contains("Password").contains("******").contains("REG_SZ");
	}

	@Test
	void comRegistryWhenSanitizingFunctionThenItSeesThePathOfTheValue() {
		this.machine.edit((root) -> root.withValue("AppID\\A", "Password", new Sz("secret"))
			.withValue("AppID\\A", null, new Sz("plain")));
		SanitizingFunction function = (data) -> data.getKey().equals("AppID\\A\\Password") ? data.withSanitizedValue()
				: data;
		Map<String, ValueDescriptor> values = new ComRegistryEndpoint(List.of(this.machine), List.of(function),
				Show.ALWAYS)
			.comRegistry()
			.keys()
			.get("AppID")
			.keys()
			.get("A")
			.entries()
			.get(0)
			.values();
		assertThat(values).containsOnly(Map.entry("(default)", new ValueDescriptor("REG_SZ", "plain")),
				Map.entry("Password", new ValueDescriptor("REG_SZ", "******")));
	}

	@Test
	void comRegistryThenJsonWrapsNamedMap() {
		this.machine.edit((root) -> root.withValue("Desk", null, new Sz("text")));
		assertThat(json(endpoint(Show.ALWAYS))).isEqualTo("{\"keys\":{\"Desk\":{\"entries\":[{\"hive\":\"machine\","
				+ "\"source\":\"machine\",\"values\":{\"(default)\":{\"type\":\"REG_SZ\",\"value\":\"text\"}}}],"
				+ "\"keys\":{}}}}");
	}

	private ComRegistryEndpoint endpoint(Show showValues) {
		return new ComRegistryEndpoint(List.of(this.user, this.machine), List.of(), showValues);
	}

	private static String json(ComRegistryEndpoint endpoint) {
		return JsonMapper.builder().build().writeValueAsString(endpoint.comRegistry());
	}

	private record Files(Map<String, RegistryKey> sources) implements Hive {

		@Override
		public String name() {
			return "machine";
		}

		@Override
		public RegistryKey root() {
			throw new UnsupportedOperationException();
		}

		@Override
		public void edit(UnaryOperator<RegistryKey> change) {
			throw new UnsupportedOperationException();
		}

	}

}
