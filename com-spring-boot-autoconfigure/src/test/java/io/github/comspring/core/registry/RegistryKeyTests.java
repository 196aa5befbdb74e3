package io.github.comspring.core.registry;

import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RegistryKey}.
 */
class RegistryKeyTests {

	private static final Sz TEXT = new Sz("text");

	@ParameterizedTest
	@MethodSource("values")
	@Tag("RG-01")
	void valueOfEachTypeIsCreatedReadReplacedAndRemoved(RegistryValue value) {
		RegistryKey root = RegistryKey.EMPTY.withValue("CLSID\\{1}", "Name", value)
			.withValue("CLSID\\{1}", null, value);
		assertThat(root.value("clsid\\{1}", "NAME")).isEqualTo(value);
		assertThat(root.value("clsid\\{1}", null)).isEqualTo(value);
		assertThat(root.withValue("CLSID\\{1}", "Name", new Sz("new")).value("CLSID\\{1}", "Name"))
			.isEqualTo(new Sz("new"));
		RegistryKey without = root.withoutValue("CLSID\\{1}", "name");
		assertThat(without.value("CLSID\\{1}", "Name")).isNull();
		assertThat(without.value("CLSID\\{1}", null)).isEqualTo(value);
	}

	static List<RegistryValue> values() {
		return List.of(TEXT, new ExpandSz("%HOME%"), new Dword(-1), new Binary(new byte[] { 0, -1 }),
				new MultiSz(List.of("a", "")));
	}

	@Test
	@Tag("RG-01")
	void namesAreComparedWithoutCaseAndKeepTheirFirstCase() {
		RegistryKey root = RegistryKey.EMPTY.withValue("K\\InProcServer32", "ThreadingModel", TEXT)
			.withValue("k\\InprocServer32", "THREADINGMODEL", new Sz("other"));
		assertThat(root.keys()).containsOnlyKeys("K");
		assertThat(root.key("k").keys()).containsOnlyKeys("InProcServer32");
		assertThat(root.key("K\\INPROCSERVER32").values().keySet()).containsExactly("ThreadingModel");
		assertThat(root.value("K\\inprocserver32", "threadingmodel")).isEqualTo(new Sz("other"));
	}

	@Test
	@Tag("RG-01")
	void absentKeyAndValueAreNull() {
		assertThat(RegistryKey.EMPTY.key("a\\b")).isNull();
		assertThat(RegistryKey.EMPTY.value("a\\b", "name")).isNull();
	}

	@Test
	void valuesLeavesDefaultValueOut() {
		RegistryKey key = RegistryKey.EMPTY.withValue("", null, TEXT).withValue("", "Other", TEXT);
		assertThat(key.values()).containsOnlyKeys("Other");
		assertThat(key.values()).containsKey("OTHER");
		assertThat(key.allValues()).containsOnlyKeys(RegistryKey.DEFAULT, "Other");
	}

	@Test
	void withKeyCreatesEmptyKeysAndKeepsTreeThatHasThem() {
		RegistryKey root = RegistryKey.EMPTY.withKey("a\\b");
		assertThat(root.key("a\\b").isEmpty()).isTrue();
		assertThat(root.withKey("A\\B")).isSameAs(root);
	}

	@Test
	void changesThatChangeNothingGiveSameTree() {
		RegistryKey root = RegistryKey.EMPTY.withValue("a\\b", "v", TEXT);
		assertThat(root.withValue("a\\b", "v", new Sz("text"))).isSameAs(root);
		assertThat(root.withoutValue("a\\b", "w")).isSameAs(root);
		assertThat(root.withoutValue("x", null)).isSameAs(root);
		assertThat(root.withoutKey("a\\c")).isSameAs(root);
	}

	@Test
	void withoutKeyRemovesAllBelow() {
		RegistryKey root = RegistryKey.EMPTY.withValue("a\\b\\c", null, TEXT).withKey("a\\d");
		assertThat(root.withoutKey("a\\b").key("a").keys()).containsOnlyKeys("d");
	}

	@Test
	void overlaidByLetsOtherWin() {
		RegistryKey under = RegistryKey.EMPTY.withValue("a", "x", TEXT).withValue("a", "y", TEXT);
		RegistryKey over = RegistryKey.EMPTY.withValue("A", "X", new Dword(1)).withKey("b");
		RegistryKey both = under.overlaidBy(over);
		assertThat(both.value("a", "x")).isEqualTo(new Dword(1));
		assertThat(both.value("a", "y")).isEqualTo(TEXT);
		assertThat(both.key("b")).isNotNull();
		assertThat(over.filledFrom(under)).isEqualTo(both);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\", "a\\", "\\a", "a\\\\b" })
	void pathWithEmptyNameIsRefused(String path) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> RegistryKey.EMPTY.withKey(path))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG));
	}

	@Test
	void rootCannotBeRemoved() {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> RegistryKey.EMPTY.withoutKey(""))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.E_INVALIDARG));
	}

	@Test
	void treesAreEqualByContent() {
		RegistryKey one = RegistryKey.EMPTY.withValue("a", "v", TEXT).withKey("b");
		RegistryKey two = RegistryKey.EMPTY.withKey("B").withValue("A", "V", TEXT);
		assertThat(one).isEqualTo(two).hasSameHashCodeAs(two);
		assertThat(one).isNotEqualTo(two.withValue("a", "v", new ExpandSz("text")));
	}

	@Test
	void toStringThenNamesAlone() {
		RegistryKey tree = RegistryKey.EMPTY.withValue("", "v", TEXT).withKey("b");
		assertThat(tree).hasToString("values [v], keys [b]");
	}

}
