package io.github.comspring.core.ndr.value;

import java.nio.ByteBuffer;
import java.util.Map;

import io.github.comspring.core.ndr.codec.NdrCodec;
import io.github.comspring.core.ndr.codec.PrimitiveSlot;
import org.jspecify.annotations.Nullable;

/**
 * The Java types that can be parameters, results, elements and components, and what they
 * are on the wire. Every reference is a unique pointer, null for {@code null}, to what
 * the table says. {@code [n]} is a conformant array, with its length in front.
 * <table>
 * <caption>Java and NDR</caption> <thead>
 * <tr>
 * <th>Java</th>
 * <th>NDR</th>
 * </tr>
 * </thead> <tbody>
 * <tr>
 * <td>{@code boolean}, {@code byte}</td>
 * <td>{@code small}; any {@code boolean} but 0 is true</td>
 * </tr>
 * <tr>
 * <td>{@code char}, {@code short}</td>
 * <td>{@code unsigned short}, {@code short}</td>
 * </tr>
 * <tr>
 * <td>{@code int}, {@code long}</td>
 * <td>{@code long}, {@code hyper}</td>
 * </tr>
 * <tr>
 * <td>{@code float}, {@code double}</td>
 * <td>{@code float}, {@code double}</td>
 * </tr>
 * <tr>
 * <td>{@link Integer} and the other wrappers</td>
 * <td>the primitive</td>
 * </tr>
 * <tr>
 * <td>{@link String}</td>
 * <td>{@code FLAGGED_WORD_BLOB}, which makes the pointer a {@code BSTR}</td>
 * </tr>
 * <tr>
 * <td>enums</td>
 * <td>{@code long}: the ordinal ({@code v1_enum})</td>
 * </tr>
 * <tr>
 * <td>{@link io.github.comspring.Guid}, {@link java.util.UUID},
 * {@link io.github.comspring.Clsid}, {@link io.github.comspring.Iid},
 * {@link io.github.comspring.AppId}</td>
 * <td>{@code GUID}</td>
 * </tr>
 * <tr>
 * <td>{@link java.math.BigInteger}</td>
 * <td>{@code byte[n]}: two's complement, highest byte first</td>
 * </tr>
 * <tr>
 * <td>{@link java.math.BigDecimal}</td>
 * <td>{@code struct {long scale; byte unscaled[n];}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.Instant}, {@link java.time.Duration}</td>
 * <td>{@code struct {hyper seconds; long nanos;}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.LocalDate}, {@link java.time.LocalTime}</td>
 * <td>{@code hyper}: the day from 1970-01-01, the nanosecond of the day</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.LocalDateTime}</td>
 * <td>{@code struct {hyper day; hyper nanos;}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.OffsetDateTime}</td>
 * <td>{@code struct {hyper day; hyper nanos; long offsetSeconds;}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.OffsetTime}</td>
 * <td>{@code struct {hyper nanos; long offsetSeconds;}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.ZonedDateTime}</td>
 * <td>{@code struct {hyper day; hyper nanos; long offsetSeconds; wchar_t zone[n];}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.ZoneId}, {@link java.time.ZoneOffset}</td>
 * <td>{@code wchar_t[n]}, {@code long}: the seconds</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.Year}, {@link java.time.YearMonth},
 * {@link java.time.MonthDay}</td>
 * <td>{@code long}; {@code struct {long year; short month;}}; {@code struct {short month;
 * short day;}}</td>
 * </tr>
 * <tr>
 * <td>{@link java.time.Period}</td>
 * <td>{@code struct {long years; long months; long days;}}</td>
 * </tr>
 * <tr>
 * <td>arrays of primitives</td>
 * <td>{@code T[n]}</td>
 * </tr>
 * <tr>
 * <td>{@link java.nio.ByteBuffer}</td>
 * <td>{@code byte[n]}: what is between position and limit; read as a view of the message,
 * which is the receiver's own</td>
 * </tr>
 * <tr>
 * <td>arrays of references, {@link java.util.List}, {@link java.util.Collection} (read as
 * a list), {@link java.util.Set}</td>
 * <td>{@code T*[n]}</td>
 * </tr>
 * <tr>
 * <td>{@link java.util.Map}</td>
 * <td>{@code struct {K* key; V* value;}[n]}</td>
 * </tr>
 * <tr>
 * <td>{@link java.util.Optional}</td>
 * <td>{@code struct {T* value;}}</td>
 * </tr>
 * <tr>
 * <td>records</td>
 * <td>{@code struct}, of the components in order</td>
 * </tr>
 * <tr>
 * <td>sealed interfaces of records</td>
 * <td>{@code union switch (long)}: the place of the record among those that are
 * permitted, and the record</td>
 * </tr>
 * <tr>
 * <td>interfaces with {@link io.github.comspring.ComInterface @ComInterface},
 * {@link java.io.InputStream}, {@link java.io.OutputStream}</td>
 * <td>{@code MInterfacePointer}</td>
 * </tr>
 * </tbody>
 * </table>
 * Collections are read as ones that keep the order, may contain nulls, and cannot be
 * modified. No other type is remotable; {@link io.github.comspring.core.ndr.type.Remedy}
 * says what to use instead.
 */
public final class RemotableTypes {

	private static final StringCodec STRING = new StringCodec();

	private static final Map<Class<?>, NdrCodec<?>> BYTES = Map.of(byte[].class, new ByteArrayCodec(), ByteBuffer.class,
			new ByteBufferCodec());

	private RemotableTypes() {
	}

	/**
	 * Returns what encodes a type that has no type arguments, elements or components.
	 * @param type a reference type
	 * @return the codec, or {@code null} if the type is not one of these
	 */
	public static @Nullable NdrCodec<?> value(Class<?> type) {
		if (type == String.class) {
			return STRING;
		}
		if (BYTES.containsKey(type)) {
			return BYTES.get(type);
		}
		if (type.isArray()) {
			return PrimitiveArrayCodecs.of(type);
		}
		PrimitiveSlot primitive = PrimitiveSlot.of(type);
		return (primitive != null) ? new WrapperCodec(primitive) : ofFamily(type);
	}

	/**
	 * Looks into one family, and leaves the others alone: a JVM that has just started
	 * takes longer to put one together than to make many calls.
	 */
	private static @Nullable NdrCodec<?> ofFamily(Class<?> type) {
		return switch (type.getPackageName()) {
			case "java.time" -> TimeCodecs.of(type);
			case "java.math" -> NumberCodecs.of(type);
			case "java.util", "io.github.comspring" -> IdentifierCodecs.of(type);
			default -> null;
		};
	}

}
