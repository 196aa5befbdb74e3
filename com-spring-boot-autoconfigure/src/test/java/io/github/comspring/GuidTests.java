package io.github.comspring;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GuidTests {

	private static final String UNKNOWN = "{00000000-0000-0000-C000-000000000046}";

	@Test
	@Tag("ID-01")
	void randomIsFreshOnEveryThreadAndInAnotherProcess() throws Exception {
		Process other = start(Printer.class);
		List<List<Guid>> guids = Race.run(16,
				(number) -> IntStream.range(0, 10_000).mapToObj((i) -> Guid.random()).toList());
		List<Guid> all = new ArrayList<>(guids.stream().flatMap(List::stream).toList());
		String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(other.waitFor()).isZero();
		printed.lines().map(Guid::parse).forEach(all::add);
		assertThat(all).hasSize(161_000);
		assertThat(new HashSet<>(all)).hasSize(161_000);
	}

	@Test
	@Tag("ID-02")
	void textIsBracedUpperCaseAndOf38Characters() {
		Guid guid = Guid.parse("{6f0f2d4e-0001-abcd-8def-0123456789ab}");
		assertThat(guid).hasToString("{6F0F2D4E-0001-ABCD-8DEF-0123456789AB}");
		assertThat(guid.toString()).hasSize(Guid.TEXT_LENGTH);
		assertThat(Guid.NULL).hasToString("{00000000-0000-0000-0000-000000000000}");
	}

	@ParameterizedTest
	@ValueSource(strings = { UNKNOWN, "{00000000-0000-0000-c000-000000000046}", "00000000-0000-0000-C000-000000000046",
			"00000000-0000-0000-c000-000000000046" })
	@Tag("ID-02")
	void parseIgnoresCaseAndNeedsNoBraces(String text) {
		assertThat(Guid.parse(text)).isEqualTo(new Guid(0, 0xC000000000000046L)).hasToString(UNKNOWN);
	}

	@Test
	@Tag("ID-02")
	void textOfEveryGuidParsesBack() {
		Stream.generate(Guid::random).limit(1000).forEach((guid) -> {
			assertThat(Guid.parse(guid.toString())).isEqualTo(guid);
			assertThat(Guid.isCanonical(guid.toString())).isTrue();
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "Desk.Rasterizer", "{00000000-0000-0000-C000-000000000046",
			"00000000-0000-0000-C000-000000000046}", "{00000000-0000-0000-C000-000000000046}x",
			"{00000000-0000-0000-C000-000000000046} ", " {00000000-0000-0000-C000-000000000046}",
			"{0000000-0000-0000-C000-000000000046}", "{00000000-0000-0000-C000-00000000004G}",
			"{0000000000000000C000000000000046}", "{00000000-0000-0000-C000-000000000046}\n", "1-1-1-1-1",
			"{00000000-0000-0000-C000-00000000004\u0661}" })
	@Tag("ID-03")
	void parseRefusesAnythingElse(String text) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Guid.parse(text))
			.withMessageContaining("'" + text + "' is not a GUID")
			.extracting(ComException::hresult)
			.isEqualTo(HResult.CO_E_CLASSSTRING);
		assertThat(Guid.isCanonical(text)).isFalse();
	}

	@Test
	@Tag("ID-09")
	void blockGrowsByOneInTheFirstFieldOnly() {
		List<Guid> block = Guid.block(500);
		assertThat(block).hasSize(500);
		for (int i = 0; i < block.size(); i++) {
			assertThat(data1(block.get(i))).isEqualTo(data1(block.get(0)) + i);
			assertThat((int) block.get(i).mostSigBits()).isEqualTo((int) block.get(0).mostSigBits());
			assertThat(block.get(i).leastSigBits()).isEqualTo(block.get(0).leastSigBits());
		}
	}

	@Test
	@Tag("ID-09")
	void blocksMadeTogetherDoNotOverlap() throws Exception {
		List<List<Guid>> blocks = Race.run(8, (number) -> Guid.block(500));
		assertThat(blocks.stream().flatMap(List::stream)).hasSize(4000).doesNotHaveDuplicates();
		assertThat(blocks.stream().map((block) -> block.get(0).leastSigBits())).doesNotHaveDuplicates();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, -1, Integer.MIN_VALUE })
	@Tag("ID-09")
	void blockOfNoneIsRefused(int count) {
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Guid.block(count))
			.extracting(ComException::hresult)
			.isEqualTo(HResult.E_INVALIDARG);
	}

	@Test
	@Tag("ID-10")
	void consecutiveGuidsSpreadOverHashTables() {
		List<Guid> block = Guid.block(100_000);
		assertThat(block.stream().map(Guid::hashCode).distinct()).hasSize(100_000);
		Map<Integer, Integer> buckets = new HashMap<>();
		// The spreading and the size of a hash map with this many entries
		block.forEach((guid) -> buckets.merge((guid.hashCode() ^ (guid.hashCode() >>> 16)) & 0x3ffff, 1, Integer::sum));
		assertThat(Collections.max(buckets.values())).isLessThanOrEqualTo(8);
	}

	@Test
	@Tag("ID-10")
	void naturalOrderIsThatOfTheBlockAndOfTheTexts() {
		List<Guid> block = Guid.block(100_000);
		List<Guid> shuffled = new ArrayList<>(block);
		Collections.shuffle(shuffled);
		assertThat(List.copyOf(new TreeSet<>(shuffled))).isEqualTo(block);
		assertThat(block.stream().map(Guid::toString).toList()).isSorted();
		TreeSet<Guid> mixed = Stream.generate(Guid::random).limit(1000).collect(Collectors.toCollection(TreeSet::new));
		assertThat(mixed.stream().map(Guid::toString).toList()).isSorted();
	}

	@Test
	void orderIsUnsigned() {
		assertThat(Guid.NULL).isLessThan(new Guid(0, -1)).isLessThan(new Guid(-1, 0));
		assertThat(new Guid(1, 0)).isLessThan(new Guid(-1, 0));
		assertThat(new Guid(-1, 1)).isLessThan(new Guid(-1, -1));
		assertThat(new Guid(3, 4)).isEqualByComparingTo(new Guid(3, 4));
	}

	private static long data1(Guid guid) {
		return guid.mostSigBits() >>> 32;
	}

	private static Process start(Class<?> main) throws IOException {
		String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
		return new ProcessBuilder(java, "-cp", System.getProperty("java.class.path"), main.getName())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	/**
	 * Prints identifiers from another process.
	 */
	static final class Printer {

		private Printer() {
		}

		public static void main(String[] args) {
			Stream.generate(Guid::random).limit(1000).forEach(System.out::println);
		}

	}

}
