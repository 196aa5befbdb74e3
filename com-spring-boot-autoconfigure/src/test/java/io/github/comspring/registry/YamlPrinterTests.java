package io.github.comspring.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link YamlPrinter}.
 */
class YamlPrinterTests {

	@Test
	void treeIsPrintedForPeople() {
		RegistryKey tree = RegistryKey.EMPTY.withValue("CLSID\\{1}", null, new Sz("Rasterizer"))
			.withValue("CLSID\\{1}", "Flags", new Dword(4))
			.withValue("CLSID\\{1}\\InprocServer32", null, new ExpandSz("%LIB%/r.jar"))
			.withValue("CLSID\\{1}", "Endpoints", new MultiSz(List.of("a", "b")))
			.withKey("CLSID\\{1}\\Control");
		assertThat(new String(new YamlPrinter().print(tree), StandardCharsets.UTF_8)).isEqualTo("""
				CLSID:
				  '{1}':
				    (default): Rasterizer
				    Endpoints: [a, b]
				    Flags: 4
				    Control: {}
				    InprocServer32:
				      (default): !expand '%LIB%/r.jar'
				""");
	}

	@ParameterizedTest
	@MethodSource("values")
	void valueIsReadBackAsWritten(RegistryValue value) throws YamlFormatException {
		assertReadBack(RegistryKey.EMPTY.withValue("a", "v", value).withValue("", null, value));
	}

	static List<RegistryValue> values() {
		return List.of(new Sz(""), new Sz("7"), new Sz("0x1F"), new Sz("yes"), new Sz("~"), new Sz("null"),
				new Sz("a: b # c"), new Sz("{x}"), new Sz("[x"), new Sz("!x"), new Sz("&x"), new Sz("*x"),
				new Sz("two\nlines\n"), new Sz("\r\n\t end "), new Sz(" begin"), new Sz("\u0007\u0000"),
				new Sz("\uFEFF\u2028\u0085"), new Sz("gr\u00FC\u00DF \uD83D\uDE00"), new Sz("\"'\\"), new Sz("<<"),
				new Sz("x".repeat(5000)), new Sz("word ".repeat(500)), new ExpandSz("%X% y"), new ExpandSz(""),
				new ExpandSz("7"), new Dword(Integer.MIN_VALUE), new Dword(Integer.MAX_VALUE), new Dword(0),
				new Binary(new byte[0]), new Binary(new byte[300]), new MultiSz(List.of()),
				new MultiSz(List.of("", "7", "a, b", "x\ny")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "7", "yes", "~", "<<", "a: b", "{1}", "? x", "- x", "=", "(default)", "gr\u00FC\u00DF",
			"\uD83D\uDE00", " x ", "x\ny" })
	void nameIsReadBackAsWritten(String name) throws YamlFormatException {
		assertReadBack(RegistryKey.EMPTY.withValue("", name, new Sz("value")).withValue(name, "v", new Sz("below")));
	}

	@Test
	void longNamesAreReadBackAsWritten() throws YamlFormatException {
		assertReadBack(RegistryKey.EMPTY.withValue("k".repeat(3000), "v".repeat(3000), new Sz("value")));
	}

	private static void assertReadBack(RegistryKey tree) throws YamlFormatException {
		assertThat(new YamlParser().parse(new YamlPrinter().print(tree))).isEqualTo(tree);
	}

}
