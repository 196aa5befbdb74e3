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

import io.github.comspring.ComInterface;
import io.github.comspring.Opnum;
import org.jspecify.annotations.Nullable;

/**
 * Values in and out: each method that is called echo returns its argument.
 */
@ComInterface("{3D1E7C5A-0B42-4A5F-9C11-000000000001}")
public interface Values {

	/** The class id. */
	String CLSID = "{3D1E7C5A-0B42-4A5F-9C11-000000000002}";

	/** The ProgID. */
	String PROG_ID = "Place.Values";

	@Opnum(3)
	@Nullable Boolean echo(@Nullable Boolean value);

	@Opnum(4)
	@Nullable Character echo(@Nullable Character value);

	@Opnum(5)
	@Nullable Integer echo(@Nullable Integer value);

	@Opnum(6)
	@Nullable Long echo(@Nullable Long value);

	@Opnum(7)
	@Nullable Double echo(@Nullable Double value);

	@Opnum(8)
	@Nullable String echo(@Nullable String value);

	@Opnum(9)
	@Nullable Colour echo(@Nullable Colour value);

	@Opnum(10)
	@Nullable UUID echo(@Nullable UUID value);

	@Opnum(11)
	@Nullable BigInteger echo(@Nullable BigInteger value);

	@Opnum(12)
	@Nullable BigDecimal echo(@Nullable BigDecimal value);

	@Opnum(13)
	@Nullable Instant echo(@Nullable Instant value);

	@Opnum(14)
	@Nullable Duration echo(@Nullable Duration value);

	@Opnum(15)
	@Nullable LocalDateTime echo(@Nullable LocalDateTime value);

	@Opnum(16)
	@Nullable ZonedDateTime echo(@Nullable ZonedDateTime value);

	@Opnum(17)
	byte @Nullable [] echo(byte @Nullable [] value);

	@Opnum(18)
	int @Nullable [] echo(int @Nullable [] value);

	@Opnum(19)
	@Nullable String @Nullable [] echo(@Nullable String @Nullable [] value);

	@Opnum(20)
	long[] @Nullable [] echo(long[] @Nullable [] value);

	@Opnum(21)
	@Nullable List<@Nullable String> echo(@Nullable List<@Nullable String> value);

	@Opnum(22)
	@Nullable Set<@Nullable String> echo(@Nullable Set<@Nullable String> value);

	@Opnum(23)
	@Nullable Map<@Nullable String, @Nullable Integer> echo(@Nullable Map<@Nullable String, @Nullable Integer> value);

	@Opnum(24)
	@Nullable Optional<String> echo(@Nullable Optional<String> value);

	@Opnum(25)
	@Nullable Shape echo(@Nullable Shape value);

	@Opnum(26)
	@Nullable Kinds echo(@Nullable Kinds value);

	@Opnum(27)
	@Nullable ByteBuffer echo(@Nullable ByteBuffer value);

	@Opnum(28)
	@Nullable Collection<@Nullable String> echo(@Nullable Collection<@Nullable String> value);

	@Opnum(29)
	@Nullable Branch echo(@Nullable Branch value);

	/** Returns primitives as the text of each. */
	@Opnum(40)
	String primitives(boolean truth, byte small, short medium, char letter, int number, long large, float fraction,
			double precise);

	/** Changes the first element. */
	@Opnum(41)
	void change(int[] numbers);

	/** Adds an element. */
	@Opnum(42)
	void add(List<String> texts);

	/** Tells whether both arguments are one object. */
	@Opnum(43)
	boolean isSame(List<String> one, List<String> other);

	/** Keeps a value. */
	@Opnum(44)
	void keep(int[] numbers);

	/** Returns what was kept. */
	@Opnum(45)
	int[] kept();

	/** Returns so many zeros. */
	@Opnum(48)
	byte[] zeros(int size);

	/** Looks up a key. */
	@Opnum(46)
	@Nullable Integer get(Map<String, Integer> map, String key);

	/** Names the Java class of the argument. */
	@Opnum(47)
	String typeOf(List<String> texts);

	/**
	 * Constants with bodies have classes of their own.
	 */
	enum Colour {

		RED,

		GREEN {
			@Override
			public String toString() {
				return "Verde";
			}
		}

	}

	/**
	 * A union.
	 */
	sealed interface Shape permits Shape.Dot, Shape.Circle {

		/** Has nothing. */
		record Dot() implements Shape {
		}

		/** Has something. */
		record Circle(double radius, @Nullable String name) implements Shape {
		}

	}

	/**
	 * A record of all kinds.
	 */
	record Kinds(@Nullable String text, @Nullable Integer number, @Nullable Colour colour, byte @Nullable [] bytes,
			@Nullable String @Nullable [] texts, @Nullable List<@Nullable Integer> list,
			@Nullable Set<@Nullable Colour> set, @Nullable Map<@Nullable String, @Nullable List<String>> map,
			@Nullable Optional<Integer> optional, @Nullable Shape shape, @Nullable Kinds inner, @Nullable UUID uuid,
			@Nullable BigDecimal decimal, @Nullable Instant instant, @Nullable Callback callback) {
	}

	/**
	 * A tree that can be deep.
	 */
	record Branch(@Nullable Branch next) {
	}

}
