package io.github.comspring.place;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.github.comspring.place.served.Values;
import io.github.comspring.place.served.Values.Colour;
import io.github.comspring.place.served.Values.Kinds;
import io.github.comspring.place.served.Values.Shape;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values that are passed and returned.
 */
abstract class ValueContract extends PlaceTests {

	/** A text with two surrogates, one alone, and the end of texts in C. */
	private static final String TEXT = "\u00e4\ud83d\ude00\ud83d\u0000z";

	private static final Kinds NOTHING = new Kinds(null, null, null, null, null, null, null, null, null, null, null,
			null, null, null, null);

	private Values values;

	@BeforeEach
	void createValues() {
		this.values = object(Values.PROG_ID, Values.class);
	}

	@Test
	void primitivesThenArriveToTheBit() {
		assertThat(this.values.primitives(true, Byte.MIN_VALUE, Short.MAX_VALUE, '\uffff', Integer.MIN_VALUE,
				Long.MAX_VALUE, -0.0F, Double.MIN_VALUE))
			.isEqualTo("true -128 32767 65535 -2147483648 9223372036854775807 -0.0 4.9E-324");
		assertThat(this.values.echo(Double.NaN)).isNaN();
	}

	@Test
	void echoThenEqual() {
		assertThat(this.values.echo(true)).isTrue();
		assertThat(this.values.echo('\ud83d')).isEqualTo('\ud83d');
		assertThat(this.values.echo(7)).isEqualTo(7);
		assertThat(this.values.echo(Long.MIN_VALUE)).isEqualTo(Long.MIN_VALUE);
		assertThat(this.values.echo(TEXT)).isEqualTo(TEXT);
		assertThat(this.values.echo(Colour.GREEN)).isSameAs(Colour.GREEN);
		UUID uuid = UUID.randomUUID();
		assertThat(this.values.echo(uuid)).isEqualTo(uuid);
		BigInteger integer = BigInteger.TWO.pow(200).negate();
		assertThat(this.values.echo(integer)).isEqualTo(integer);
		BigDecimal decimal = new BigDecimal("-1.2300E-40");
		assertThat(this.values.echo(decimal)).isEqualTo(decimal);
	}

	@Test
	void echoTimeThenEqual() {
		assertThat(this.values.echo(Instant.MIN)).isEqualTo(Instant.MIN);
		Duration duration = Duration.ofSeconds(-1, 1);
		assertThat(this.values.echo(duration)).isEqualTo(duration);
		assertThat(this.values.echo(LocalDateTime.MAX)).isEqualTo(LocalDateTime.MAX);
		ZonedDateTime inTheOverlap = ZonedDateTime.parse("2026-10-25T02:30+01:00[Europe/Berlin]");
		assertThat(this.values.echo(inTheOverlap)).isEqualTo(inTheOverlap);
	}

	@Test
	void echoContainersThenEqualAndInOrder() {
		assertThat(this.values.echo(new byte[] { -1, 0, 1 })).containsExactly(-1, 0, 1);
		assertThat(this.values.echo(new int[] { Integer.MIN_VALUE, 7 })).containsExactly(Integer.MIN_VALUE, 7);
		assertThat(this.values.echo(new long[][] { { 1 }, {}, { 2, 3 } }))
			.isDeepEqualTo(new long[][] { { 1 }, {}, { 2, 3 } });
		assertThat(this.values.echo(new String[] { "a", TEXT })).containsExactly("a", TEXT);
		assertThat(this.values.echo(List.of("b", "a", "b"))).containsExactly("b", "a", "b");
		assertThat(this.values.echo(new LinkedHashSet<>(List.of("b", "a")))).containsExactly("b", "a");
		Map<String, Integer> map = new LinkedHashMap<>();
		map.put("b", 1);
		map.put("a", 2);
		assertThat(this.values.echo(map)).containsExactly(Map.entry("b", 1), Map.entry("a", 2));
		assertThat(this.values.echo(Optional.of("a"))).contains("a");
		assertThat(this.values.echo(ByteBuffer.wrap(new byte[] { 9, 8, 7 }, 1, 2)))
			.isEqualTo(ByteBuffer.wrap(new byte[] { 8, 7 }));
	}

	@Test
	void echoRecordsThenEqual() {
		Shape circle = new Shape.Circle(1.5, null);
		assertThat(this.values.echo(circle)).isEqualTo(circle);
		assertThat(this.values.echo(new Shape.Dot())).isEqualTo(new Shape.Dot());
		Kinds full = new Kinds(TEXT, 1, Colour.RED, null, null, List.of(1, 2), Set.of(Colour.GREEN),
				Map.of("a", List.of("b")), Optional.of(3), circle, NOTHING, new UUID(1, 2), BigDecimal.TEN,
				Instant.EPOCH, null);
		assertThat(this.values.echo(full)).isEqualTo(full);
	}

	@Test
	void echoWhenNullThenNull() {
		assertThat(this.values.echo((Boolean) null)).isNull();
		assertThat(this.values.echo((Character) null)).isNull();
		assertThat(this.values.echo((Integer) null)).isNull();
		assertThat(this.values.echo((Long) null)).isNull();
		assertThat(this.values.echo((Double) null)).isNull();
		assertThat(this.values.echo((String) null)).isNull();
		assertThat(this.values.echo((Colour) null)).isNull();
		assertThat(this.values.echo((UUID) null)).isNull();
		assertThat(this.values.echo((BigInteger) null)).isNull();
		assertThat(this.values.echo((BigDecimal) null)).isNull();
		assertThat(this.values.echo((Instant) null)).isNull();
		assertThat(this.values.echo((Duration) null)).isNull();
		assertThat(this.values.echo((LocalDateTime) null)).isNull();
		assertThat(this.values.echo((ZonedDateTime) null)).isNull();
	}

	@Test
	void echoContainersWhenNullThenNull() {
		assertThat(this.values.echo((byte[]) null)).isNull();
		assertThat(this.values.echo((int[]) null)).isNull();
		assertThat(this.values.echo((String[]) null)).isNull();
		assertThat(this.values.echo((long[][]) null)).isNull();
		assertThat(this.values.echo((List<String>) null)).isNull();
		assertThat(this.values.echo((java.util.Collection<String>) null)).isNull();
		assertThat(this.values.echo((Set<String>) null)).isNull();
		assertThat(this.values.echo((Map<String, Integer>) null)).isNull();
		assertThat(this.values.echo((Optional<String>) null)).isNull();
		assertThat(this.values.echo((ByteBuffer) null)).isNull();
		assertThat(this.values.echo((Shape) null)).isNull();
		assertThat(this.values.echo((Kinds) null)).isNull();
	}

	@Test
	void echoWhenNullElementThenNullElement() {
		assertThat(this.values.echo(Arrays.asList("a", null))).containsExactly("a", null);
		assertThat(this.values.echo(new String[] { null, "a" })).containsExactly(null, "a");
		assertThat(this.values.echo(new long[][] { null, {} })).isDeepEqualTo(new long[][] { null, {} });
		assertThat(this.values.echo(Collections.singleton((String) null))).containsExactly((String) null);
		assertThat(this.values.echo(Collections.singletonMap((String) null, (Integer) null)))
			.isEqualTo(Collections.singletonMap(null, null));
	}

	@Test
	void echoWhenNullComponentThenNullComponent() {
		assertThat(this.values.echo(NOTHING)).isEqualTo(NOTHING);
	}

	@Test
	void echoWhenEmptyThenEmpty() {
		assertThat(this.values.echo("")).isEmpty();
		assertThat(this.values.echo(new byte[0])).isEmpty();
		assertThat(this.values.echo(new int[0])).isEmpty();
		assertThat(this.values.echo(new String[0])).isEmpty();
		assertThat(this.values.echo(List.<String>of())).isEmpty();
		assertThat(this.values.echo(Set.<String>of())).isEmpty();
		assertThat(this.values.echo(Map.<String, Integer>of())).isEmpty();
		assertThat(this.values.echo(Optional.<String>empty())).isEmpty();
		assertThat(this.values.echo(ByteBuffer.allocate(0)).hasRemaining()).isFalse();
	}

	@Test
	@MeantDifference("copies")
	void argumentWhenChangedByObjectThenClientSeesItInProcessOnly() {
		int[] numbers = { 1, 2 };
		this.values.change(numbers);
		assertThat(numbers).containsExactly(isInProcess() ? -1 : 1, 2);
	}

	@Test
	@MeantDifference("copies")
	void argumentWhenChangedByClientLaterThenObjectSeesItInProcessOnly() {
		int[] numbers = { 1, 2 };
		this.values.keep(numbers);
		numbers[0] = 9;
		assertThat(this.values.kept()).containsExactly(isInProcess() ? 9 : 1, 2);
	}

	@Test
	@MeantDifference("copies")
	void resultWhenChangedByClientThenObjectSeesItInProcessOnly() {
		this.values.keep(new int[] { 1, 2 });
		this.values.kept()[0] = 9;
		assertThat(this.values.kept()).containsExactly(isInProcess() ? 9 : 1, 2);
	}

	@Test
	@MeantDifference("copies")
	void argumentWhenPassedTwiceThenOneObjectInProcessOnly() {
		List<String> texts = List.of("a");
		assertThat(this.values.isSame(texts, texts)).isEqualTo(isInProcess());
	}

	@Test
	@MeantDifference("collections")
	void argumentWhenCollectionThenObjectCanChangeItInProcessOnly() {
		List<String> texts = new ArrayList<>();
		if (isInProcess()) {
			this.values.add(texts);
			assertThat(texts).containsExactly("added");
		}
		else {
			org.assertj.core.api.Assertions.assertThatException()
				.isThrownBy(() -> this.values.add(texts))
				.withMessageContaining(UnsupportedOperationException.class.getName());
			assertThat(texts).isEmpty();
		}
	}

	@Test
	@MeantDifference("collections")
	void resultWhenCollectionThenClientCanChangeItInProcessOnly() {
		List<String> result = this.values.echo(new ArrayList<>(List.of("a")));
		if (isInProcess()) {
			result.add("b");
			assertThat(result).containsExactly("a", "b");
		}
		else {
			assertThat(result).isUnmodifiable();
		}
	}

	@Test
	@MeantDifference("collections")
	void argumentWhenMapHasOrderOfItsOwnThenItsKeysAreFoundByItInProcessOnly() {
		Map<String, Integer> map = new java.util.TreeMap<>(String.CASE_INSENSITIVE_ORDER);
		map.put("a", 1);
		assertThat(this.values.get(map, "a")).isEqualTo(1);
		assertThat(this.values.get(map, "A")).isEqualTo(isInProcess() ? 1 : null);
	}

}
