package io.github.comspring.core.ndr.value;

import java.time.DateTimeException;
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
import java.util.List;

import io.github.comspring.ComException;
import io.github.comspring.ComInterface;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.comspring.core.ndr.Wire.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link TimeCodecs}.
 */
class TimeCodecsTests {

	@ParameterizedTest
	@MethodSource("values")
	void valueComesBack(Object value) {
		assertThat(Wire.roundTrip(operation(value.getClass().getSimpleName()), value)).isEqualTo(value);
	}

	@Test
	void zoneComesBack() {
		for (ZoneId zone : List.of(ZoneId.of("Europe/Vienna"), ZoneOffset.ofHours(3), ZoneId.of("UTC"))) {
			assertThat(Wire.roundTrip(operation("ZoneId"), zone)).isEqualTo(zone);
		}
	}

	@ParameterizedTest
	@CsvSource({ "Instant,0000000000000000 ffffffffffffff7f 00000000",
			"Duration,0000000000000000 ffffffffffffff7f ffffff7f", "LocalDate,0000000000000000 ffffffffffffff7f",
			"LocalTime,0000000000000000 ffffffffffffffff", "ZoneOffset,00000000 ffffff7f",
			"ZoneId,00000000 01000000 2100", "YearMonth,00000000 e8070000 0d00", "MonthDay,00000000 0200 1e00",
			"Year,00000000 ffffff7f" })
	void impossibleTimeIsBadStubWithItsReason(String type, String bytes) {
		byte[] stub = hex(bytes);
		stub[0] = 1;
		assertThatExceptionOfType(ComException.class).isThrownBy(() -> Wire.decode(operation(type), stub))
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(HResult.RPC_X_BAD_STUB_DATA))
			.havingCause()
			.isInstanceOfAny(DateTimeException.class, ArithmeticException.class);
	}

	@Test
	void fieldsAreThoseOfTheTable() {
		assertThat(Wire.encode(operation("Instant"), Instant.ofEpochSecond(2, 3)))
			.isEqualTo(hex("00000200 00000000 0200000000000000 03000000"));
		assertThat(Wire.encode(operation("LocalDate"), LocalDate.ofEpochDay(-1)))
			.isEqualTo(hex("00000200 00000000 ffffffffffffffff"));
		assertThat(Wire.encode(operation("MonthDay"), MonthDay.of(2, 29))).isEqualTo(hex("00000200 0200 1d00"));
		assertThat(Wire.encode(operation("ZonedDateTime"), ZonedDateTime.of(1970, 1, 2, 0, 0, 0, 4, ZoneId.of("GMT"))))
			.isEqualTo(hex("00000200 03000000 0100000000000000 0400000000000000 00000000 4700 4d00 5400"));
	}

	@Test
	void instantCountsWhereRulesOfZoneDiffer() {
		byte[] bytes = Wire.encode(operation("ZonedDateTime"),
				ZonedDateTime.of(2024, 7, 1, 12, 0, 0, 0, ZoneId.of("Europe/Vienna")));
		// As from a machine that knows no summer time
		bytes[24] = (byte) (3600 & 0xFF);
		bytes[25] = (byte) (3600 >> 8);
		assertThat(Wire.decode(operation("ZonedDateTime"), bytes))
			.containsExactly(ZonedDateTime.of(2024, 7, 1, 13, 0, 0, 0, ZoneId.of("Europe/Vienna")));
	}

	static List<Object> values() {
		LocalDateTime dateTime = LocalDateTime.of(2024, 2, 29, 23, 59, 59, 999_999_999);
		return List.of(Instant.MIN, Instant.MAX, Instant.EPOCH, Duration.ofSeconds(-5, 3), Period.of(1, -2, 3),
				LocalDate.MIN, LocalDate.MAX, LocalTime.MIN, LocalTime.MAX, dateTime, LocalDateTime.MIN,
				OffsetDateTime.of(dateTime, ZoneOffset.ofHoursMinutes(-3, -30)), OffsetTime.MAX,
				dateTime.atZone(ZoneId.of("Europe/Vienna")), dateTime.atZone(ZoneOffset.UTC),
				LocalDateTime.of(2024, 10, 27, 2, 30).atZone(ZoneId.of("Europe/Vienna")).withLaterOffsetAtOverlap(),
				ZoneOffset.MAX, Year.of(-44), YearMonth.of(2024, 12), MonthDay.of(2, 29));
	}

	private static Operation operation(String type) {
		return Wire.operation(Times.class, "put" + type);
	}

	@ComInterface(Wire.IID)
	interface Times {

		void putInstant(Instant value);

		void putDuration(Duration value);

		void putPeriod(Period value);

		void putLocalDate(LocalDate value);

		void putLocalTime(LocalTime value);

		void putLocalDateTime(LocalDateTime value);

		void putOffsetDateTime(OffsetDateTime value);

		void putOffsetTime(OffsetTime value);

		void putZonedDateTime(ZonedDateTime value);

		void putZoneId(ZoneId value);

		void putZoneOffset(ZoneOffset value);

		void putYear(Year value);

		void putYearMonth(YearMonth value);

		void putMonthDay(MonthDay value);

	}

}
