package io.github.comspring.core.ndr.value;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.stream.Stream;

import io.github.comspring.core.ndr.NdrReader;
import io.github.comspring.core.ndr.NdrWriter;
import org.jspecify.annotations.Nullable;

/**
 * The types of {@code java.time}.
 */
final class TimeCodecs {

	private static final Map<Class<?>, ValueCodec<?>> ALL = ValueCodec.byType(all());

	private TimeCodecs() {
	}

	/**
	 * Returns what encodes a type of this family.
	 * @param type any type
	 * @return the codec, or {@code null} if the type is none of these
	 */
	static @Nullable ValueCodec<?> of(Class<?> type) {
		return ALL.get(type);
	}

	private static Stream<ValueCodec<?>> all() {
		return Stream.of(amounts(), locals(), zoned(), partial()).flatMap((each) -> each);
	}

	private static Stream<ValueCodec<?>> amounts() {
		return Stream.of(new ValueCodec<>(Instant.class, Long.BYTES, (out, value) -> {
			out.writeLong(value.getEpochSecond());
			out.writeInt(value.getNano());
		}, (in) -> Instant.ofEpochSecond(in.readLong(), in.readInt())),
				new ValueCodec<>(Duration.class, Long.BYTES, (out, value) -> {
					out.writeLong(value.getSeconds());
					out.writeInt(value.getNano());
				}, (in) -> Duration.ofSeconds(in.readLong(), in.readInt())),
				new ValueCodec<>(Period.class, Integer.BYTES, (out, value) -> {
					out.writeInt(value.getYears());
					out.writeInt(value.getMonths());
					out.writeInt(value.getDays());
				}, (in) -> Period.of(in.readInt(), in.readInt(), in.readInt())));
	}

	private static Stream<ValueCodec<?>> locals() {
		return Stream.of(new ValueCodec<>(LocalDate.class, Long.BYTES, TimeCodecs::writeDate, TimeCodecs::readDate),
				new ValueCodec<>(LocalTime.class, Long.BYTES, TimeCodecs::writeTime, TimeCodecs::readTime),
				new ValueCodec<>(LocalDateTime.class, Long.BYTES, TimeCodecs::writeDateTime, TimeCodecs::readDateTime));
	}

	private static Stream<ValueCodec<?>> zoned() {
		return Stream.of(new ValueCodec<>(OffsetDateTime.class, Long.BYTES, (out, value) -> {
			writeDateTime(out, value.toLocalDateTime());
			writeOffset(out, value.getOffset());
		}, (in) -> OffsetDateTime.of(readDateTime(in), readOffset(in))),
				new ValueCodec<>(OffsetTime.class, Long.BYTES, (out, value) -> {
					writeTime(out, value.toLocalTime());
					writeOffset(out, value.getOffset());
				}, (in) -> OffsetTime.of(readTime(in), readOffset(in))),
				new ValueCodec<>(ZonedDateTime.class, Integer.BYTES, TimeCodecs::writeZoned, TimeCodecs::readZoned),
				new ValueCodec<>(ZoneOffset.class, Integer.BYTES, TimeCodecs::writeOffset, TimeCodecs::readOffset),
				new ValueCodec<>(ZoneId.class, Integer.BYTES, (out, value) -> {
					out.writeInt(value.getId().length());
					out.writeChars(value.getId());
				}, (in) -> ZoneId.of(in.readChars(in.readCount(Character.BYTES)))));
	}

	private static Stream<ValueCodec<?>> partial() {
		return Stream.of(
				new ValueCodec<>(Year.class, Integer.BYTES, (out, value) -> out.writeInt(value.getValue()),
						(in) -> Year.of(in.readInt())),
				new ValueCodec<>(YearMonth.class, Integer.BYTES, (out, value) -> {
					out.writeInt(value.getYear());
					out.writeShort(value.getMonthValue());
				}, (in) -> YearMonth.of(in.readInt(), in.readShort())),
				new ValueCodec<>(MonthDay.class, Short.BYTES, (out, value) -> {
					out.writeShort(value.getMonthValue());
					out.writeShort(value.getDayOfMonth());
				}, (in) -> MonthDay.of(in.readShort(), in.readShort())));
	}

	/** A conformant structure, whose count comes before it. */
	private static void writeZoned(NdrWriter out, ZonedDateTime value) {
		String zone = value.getZone().getId();
		out.writeInt(zone.length());
		writeDateTime(out, value.toLocalDateTime());
		writeOffset(out, value.getOffset());
		out.writeChars(zone);
	}

	private static ZonedDateTime readZoned(NdrReader in) {
		int length = in.readCount(Character.BYTES);
		LocalDateTime dateTime = readDateTime(in);
		ZoneOffset offset = readOffset(in);
		// The instant counts where the two machines have different rules for the zone
		return ZonedDateTime.ofInstant(dateTime, offset, ZoneId.of(in.readChars(length)));
	}

	private static void writeDateTime(NdrWriter out, LocalDateTime value) {
		writeDate(out, value.toLocalDate());
		writeTime(out, value.toLocalTime());
	}

	private static LocalDateTime readDateTime(NdrReader in) {
		return LocalDateTime.of(readDate(in), readTime(in));
	}

	private static void writeDate(NdrWriter out, LocalDate value) {
		out.writeLong(value.toEpochDay());
	}

	private static LocalDate readDate(NdrReader in) {
		return LocalDate.ofEpochDay(in.readLong());
	}

	private static void writeTime(NdrWriter out, LocalTime value) {
		out.writeLong(value.toNanoOfDay());
	}

	private static LocalTime readTime(NdrReader in) {
		return LocalTime.ofNanoOfDay(in.readLong());
	}

	private static void writeOffset(NdrWriter out, ZoneOffset value) {
		out.writeInt(value.getTotalSeconds());
	}

	private static ZoneOffset readOffset(NdrReader in) {
		return ZoneOffset.ofTotalSeconds(in.readInt());
	}

}
