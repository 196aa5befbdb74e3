package io.github.comspring.core.ndr.type;

import java.io.File;
import java.net.URI;
import java.net.URL;
import java.nio.Buffer;
import java.nio.file.Path;
import java.util.Calendar;
import java.util.Collection;
import java.util.Currency;
import java.util.Date;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.BaseStream;

import io.github.comspring.ComPointer;

/**
 * What to use instead of a type that cannot be marshalled.
 *
 * @param type the type, or what it extends
 * @param text the remedy, a phrase in the imperative
 */
public record Remedy(Class<?> type, String text) {

	private static final String FILE = "use String for the name, or InputStream for the contents";

	private static final String FUTURE = "declare the value itself, and let the caller choose the thread that waits";

	private static final String CALLBACK = "declare an interface with @ComInterface for what is called back";

	/** The first that fits is used: a path is iterable, but not to be sent as a list. */
	private static final List<Remedy> ALL = List.of(new Remedy(Path.class, FILE), new Remedy(File.class, FILE),
			new Remedy(URI.class, "use String"), new Remedy(URL.class, "use String"),
			new Remedy(Pattern.class, "use String"), new Remedy(CharSequence.class, "use String"),
			new Remedy(Locale.class, "use String with the language tag"),
			new Remedy(Currency.class, "use String with the currency code"),
			new Remedy(Date.class, "use java.time.Instant"), new Remedy(Calendar.class, "use java.time.ZonedDateTime"),
			new Remedy(OptionalInt.class, "use Optional<Integer>"),
			new Remedy(OptionalLong.class, "use Optional<Long>"),
			new Remedy(OptionalDouble.class, "use Optional<Double>"),
			new Remedy(Number.class, "use a primitive, its wrapper, BigInteger or BigDecimal"),
			new Remedy(Buffer.class, "use an array, such as byte[]"), new Remedy(Map.class, "use Map"),
			new Remedy(Set.class, "use Set"), new Remedy(Collection.class, "use List"),
			new Remedy(Iterable.class, "use List"), new Remedy(Iterator.class, "use List"),
			new Remedy(BaseStream.class, "use List"), new Remedy(Void.class, "use void"),
			new Remedy(Throwable.class, "throw it, or put what it says into a record"),
			new Remedy(ComPointer.class, "declare the interface itself, which is passed as a pointer"),
			new Remedy(Future.class, FUTURE), new Remedy(CompletionStage.class, FUTURE),
			new Remedy(Runnable.class, CALLBACK), new Remedy(Callable.class, CALLBACK));

	/**
	 * Returns the remedy for a type.
	 * @param type the type
	 * @return the remedy, a phrase in the imperative
	 */
	public static String of(JavaType type) {
		if (type.open() != null || type.raw() == Object.class) {
			return "write out the type that is meant, since the wire has no types chosen at runtime";
		}
		if (type.isRaw()) {
			return "write out the type arguments";
		}
		Class<?> raw = type.raw();
		if (raw.getPackageName().equals(Function.class.getPackageName())) {
			return CALLBACK;
		}
		return ALL.stream()
			.filter((each) -> each.type.isAssignableFrom(raw))
			.findFirst()
			.map(Remedy::text)
			.orElseGet(() -> ofClass(raw));
	}

	private static String ofClass(Class<?> raw) {
		if (raw.isInterface()) {
			return "annotate the interface with @ComInterface to pass the object by reference, "
					+ "or seal it and make all its subtypes records to pass it by value";
		}
		return "make it a record to pass it by value, or declare an interface with @ComInterface "
				+ "to pass it by reference";
	}

}
