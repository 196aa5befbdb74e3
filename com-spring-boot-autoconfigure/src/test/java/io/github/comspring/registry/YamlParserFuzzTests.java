package io.github.comspring.registry;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.comspring.core.registry.RegistryKey;
import org.junit.jupiter.api.Tag;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fuzz test for {@link YamlParser}: any bytes are a tree, which can be printed and read
 * back, or damage.
 */
class YamlParserFuzzTests {

	@FuzzTest(maxDuration = "1m")
	@Tag("RG-04")
	void anyBytesAreTreeOrDamage(byte[] bytes) throws YamlFormatException {
		RegistryKey tree;
		try {
			tree = new YamlParser().parse(bytes);
		}
		catch (YamlFormatException ex) {
			assertThat(ex.problem()).isNotBlank();
			assertThat(ex.line()).isNotNegative();
			return;
		}
		assertThat(new YamlParser().parse(new YamlPrinter().print(tree))).isEqualTo(tree);
	}

}
