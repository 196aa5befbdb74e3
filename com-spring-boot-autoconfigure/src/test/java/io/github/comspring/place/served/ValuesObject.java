package io.github.comspring.place.served;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * Returns what it gets.
 */
public final class ValuesObject implements Values {

	private int[] kept = {};

	@Override
	public @Nullable Boolean echo(@Nullable Boolean value) {
		return value;
	}

	@Override
	public @Nullable Character echo(@Nullable Character value) {
		return value;
	}

	@Override
	public @Nullable Integer echo(@Nullable Integer value) {
		return value;
	}

	@Override
	public @Nullable Long echo(@Nullable Long value) {
		return value;
	}

	@Override
	public @Nullable Double echo(@Nullable Double value) {
		return value;
	}

	@Override
	public @Nullable String echo(@Nullable String value) {
		return value;
	}

	@Override
	public @Nullable Colour echo(@Nullable Colour value) {
		return value;
	}

	@Override
	public @Nullable UUID echo(@Nullable UUID value) {
		return value;
	}

	@Override
	public @Nullable BigInteger echo(@Nullable BigInteger value) {
		return value;
	}

	@Override
	public @Nullable BigDecimal echo(@Nullable BigDecimal value) {
		return value;
	}

	@Override
	public @Nullable Instant echo(@Nullable Instant value) {
		return value;
	}

	@Override
	public @Nullable Duration echo(@Nullable Duration value) {
		return value;
	}

	@Override
	public @Nullable LocalDateTime echo(@Nullable LocalDateTime value) {
		return value;
	}

	@Override
	public @Nullable ZonedDateTime echo(@Nullable ZonedDateTime value) {
		return value;
	}

	@Override
	public byte @Nullable [] echo(byte @Nullable [] value) {
		return value;
	}

	@Override
	public int @Nullable [] echo(int @Nullable [] value) {
		return value;
	}

	@Override
	public @Nullable String @Nullable [] echo(@Nullable String @Nullable [] value) {
		return value;
	}

	@Override
	public long[] @Nullable [] echo(long[] @Nullable [] value) {
		return value;
	}

	@Override
	public @Nullable List<@Nullable String> echo(@Nullable List<@Nullable String> value) {
		return value;
	}

	@Override
	public @Nullable Set<@Nullable String> echo(@Nullable Set<@Nullable String> value) {
		return value;
	}

	@Override
	public @Nullable Map<@Nullable String, @Nullable Integer> echo(
			@Nullable Map<@Nullable String, @Nullable Integer> value) {
		return value;
	}

	@Override
	public @Nullable Optional<String> echo(@Nullable Optional<String> value) {
		return value;
	}

	@Override
	public @Nullable Shape echo(@Nullable Shape value) {
		return value;
	}

	@Override
	public @Nullable Kinds echo(@Nullable Kinds value) {
		return value;
	}

	@Override
	public @Nullable ByteBuffer echo(@Nullable ByteBuffer value) {
		return value;
	}

	@Override
	public @Nullable Collection<@Nullable String> echo(@Nullable Collection<@Nullable String> value) {
		return value;
	}

	@Override
	public @Nullable Branch echo(@Nullable Branch value) {
		return value;
	}

	@Override
	public String primitives(boolean truth, byte small, short medium, char letter, int number, long large,
			float fraction, double precise) {
		return truth + " " + small + " " + medium + " " + (int) letter + " " + number + " " + large + " " + fraction
				+ " " + precise;
	}

	@Override
	public void change(int[] numbers) {
		numbers[0] = -1;
	}

	@Override
	public void add(List<String> texts) {
		texts.add("added");
	}

	@Override
	public boolean isSame(List<String> one, List<String> other) {
		return one == other;
	}

	@Override
	public void keep(int[] numbers) {
		this.kept = numbers;
	}

	@Override
	public int[] kept() {
		return this.kept;
	}

	@Override
	public byte[] zeros(int size) {
		return new byte[size];
	}

	@Override
	public @Nullable Integer get(Map<String, Integer> map, String key) {
		return map.get(key);
	}

	@Override
	public String typeOf(List<String> texts) {
		return texts.getClass().getName();
	}

}
