package io.github.comspring.registry;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Tests for {@link YamlParser}.
 */
class YamlParserTests {

	private final YamlParser parser = new YamlParser();

	@Test
	@Tag("RG-01")
	void documentOfAllTypesIsTree() throws YamlFormatException {
		RegistryKey tree = parse("""
				CLSID:
				  '{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}':
				    (default): Rasterizer
				    AppID: '{A1}'
				    InprocServer32:
				      (default): !expand "%LIB%/r.jar"
				      ThreadingModel: Both
				    Flags: 0x10
				    Minus: -1
				    Most: 4294967295
				    Text: '7'
				    Version: 1.5
				    Yes: yes
				    Bytes: !!binary AAH/
				    Endpoints: [a, 'b', 7]
				    Control: {}
				""").key("clsid\\{5D7B1C22-6F0E-4B7A-9E4B-0F1A2B3C4D5E}");
		assertThat(tree.value(null)).isEqualTo(new Sz("Rasterizer"));
		assertThat(tree.value("InprocServer32", null)).isEqualTo(new ExpandSz("%LIB%/r.jar"));
		assertThat(tree.value("Flags")).isEqualTo(new Dword(16));
		assertThat(tree.value("Minus")).isEqualTo(new Dword(-1));
		assertThat(tree.value("Most")).isEqualTo(new Dword(-1));
		assertThat(tree.value("Text")).isEqualTo(new Sz("7"));
		assertThat(tree.value("Version")).isEqualTo(new Sz("1.5"));
		assertThat(tree.value("Yes")).isEqualTo(new Sz("yes"));
		assertThat(tree.value("Bytes")).isEqualTo(new Binary(new byte[] { 0, 1, -1 }));
		assertThat(tree.value("Endpoints")).isEqualTo(new MultiSz(List.of("a", "b", "7")));
		assertThat(tree.keys()).containsOnlyKeys("Control", "InprocServer32");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "# only a comment\n", "{}" })
	void emptyDocumentIsEmptyTree(String text) throws YamlFormatException {
		assertThat(parse(text)).isEqualTo(RegistryKey.EMPTY);
	}

	@Test
	void keyBesideValueOfSameNameEndsInBackslash() throws YamlFormatException {
		RegistryKey tree = parse("A: text\nA\\: {B: c}\n");
		assertThat(tree.value("A")).isEqualTo(new Sz("text"));
		assertThat(tree.value("A", "B")).isEqualTo(new Sz("c"));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			a: [                   | 1
			a: 1\\nb: {c: d        | 2
			a: b\\n c: d           | 2
			- a                    | 1
			text                   | 1
			a: b\\nx: &x {c: d}\\ny: *x | 3
			a: &x {b: *x}          | 1
			a: &x {b: c}\\n<<: *x  | 2
			a: b\\nA: c            | 2
			a: {}\\nA: {}          | 2
			a:                     | 1
			a: ~                   | 1
			a: 99999999999         | 1
			a: 1_000               | 1
			a: 12:30               | 1
			a: 017                 | 1
			a: [[b]]               | 1
			a: [{b: c}]            | 1
			a: [!expand b]         | 1
			a: !!binary '*'        | 1
			a: !foo b              | 1
			a: !!java.io.File b    | 1
			a: !!set {b}           | 1
			a: !foo {b: c}         | 1
			a: !foo [b]            | 1
			[a]: b                 | 1
			{a: b}: c              | 1
			'': b                  | 1
			a\\\\b: {}         | 1
			\\\\: {}           | 1
			a: b\\n---\\nc: d      | 2
			a: b\\nc: @d           | 2
			a: \\t\\n\\tb: c       | 1
			a: \\7             | 1
			x: y\\na: \\0      | 2
			""", quoteCharacter = '`')
	@Tag("RG-04")
	void damageIsReportedWithItsLine(String text, int line) {
		String document = text.translateEscapes();
		YamlFormatException problem = catchThrowableOfType(YamlFormatException.class, () -> parse(document));
		assertThat(problem).as(document).isNotNull();
		assertThat(problem.problem()).isNotBlank();
		assertThat(problem.line()).as(problem.problem()).isEqualTo(line);
	}

	@Test
	void bytesThatAreNotUtf8AreReported() {
		assertThat(catchThrowableOfType(YamlFormatException.class,
				() -> this.parser.parse(new byte[] { 'a', ':', ' ', (byte) 0xFF })))
			.hasMessage("not in UTF-8");
	}

	@Test
	void deepNestingIsReported() {
		assertThat(catchThrowableOfType(YamlFormatException.class, () -> parse("{a: ".repeat(10_000)))).isNotNull();
		assertThat(catchThrowableOfType(YamlFormatException.class, () -> parse("[".repeat(10_000)))).isNotNull();
	}

	@Test
	void aliasesCannotMakeSmallFileHuge() {
		StringBuilder bomb = new StringBuilder("a0: &a0 {x: y}\n");
		for (int i = 1; i < 40; i++) {
			bomb.append("a%1$d: &a%1$d {l: *a%2$d, r: *a%2$d}\n".formatted(i, i - 1));
		}
		assertThat(catchThrowableOfType(YamlFormatException.class, () -> parse(bomb.toString())).line()).isEqualTo(2);
	}

	private RegistryKey parse(String text) throws YamlFormatException {
		return this.parser.parse(text.getBytes(StandardCharsets.UTF_8));
	}

}
