package io.github.comspring.core.ndr.composite;

import java.io.File;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.comspring.ComInterface;
import io.github.comspring.ComPointer;
import io.github.comspring.HResult;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.interfaces.RemotableInterface;
import io.github.comspring.core.ndr.type.JavaType;
import io.github.comspring.core.ndr.type.Place;
import io.github.comspring.core.ndr.type.Remedy;
import io.github.comspring.core.ndr.type.UnremotableTypeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Tests for {@link CodecResolver}, {@link Place} and {@link Remedy}.
 */
class CodecResolverTests {

	private static final String HERE = CodecResolverTests.class.getName();

	@ParameterizedTest
	@MethodSource("refusals")
	void typeIsRefusedWithPlaceAndRemedy(String name, String typeName, String remedy) {
		UnremotableTypeException refusal = refusal(name);
		assertThat(refusal.hresult()).isEqualTo(HResult.CO_E_CANT_REMOTE);
		assertThat(refusal.typeName()).isEqualTo(typeName);
		assertThat(refusal.remedy()).startsWith(remedy);
		assertThat(refusal.method().getName()).isEqualTo(name);
		assertThat(refusal).hasMessageContaining(refusal.method().toString())
			.hasMessageContaining(typeName)
			.hasMessageContaining(remedy);
	}

	static Stream<Arguments> refusals() {
		return Stream.concat(places(), types());
	}

	private static Stream<Arguments> places() {
		return Stream.of(
				arguments("deep",
						"parameter 2, component 'pages' of record " + HERE
								+ "$Book, element of List: java.nio.file.Path",
						"use String for the name, or InputStream for the contents"),
				arguments("key", "parameter 1, key of Map: java.io.File", "use String for the name"),
				arguments("value", "parameter 1, value of Map, value of Optional: java.net.URI", "use String"),
				arguments("array", "parameter 1, element of array, element of array: java.util.Date",
						"use java.time.Instant"),
				arguments("arm",
						"result, subtype of " + HERE + "$Shape, component 'area' of record " + HERE
								+ "$Square: java.lang.Number",
						"use a primitive"),
				arguments("pair",
						"parameter 1, component 'second' of record " + HERE + "$Pair<java.lang.String,"
								+ "java.lang.Object>: java.lang.Object",
						"write out the type"),
				arguments("open", "result, subtype of " + HERE + "$Open: " + HERE + "$Loose",
						"make it a record, or a sealed interface of records"));
	}

	private static Stream<Arguments> types() {
		return Stream.of(arguments("object", "result: java.lang.Object", "write out the type"),
				arguments("wildcard", "parameter 1, element of List: ? extends java.lang.String", "write out the type"),
				arguments("variable", "parameter 1: T", "write out the type"),
				arguments("raw", "parameter 1: java.util.List", "write out the type arguments"),
				arguments("rawRecord", "parameter 1: " + HERE + "$Pair", "write out the type arguments"),
				arguments("arrayList", "parameter 1: java.util.ArrayList<java.lang.String>", "use List"),
				arguments("hashMap", "parameter 1: java.util.HashMap<java.lang.String,java.lang.String>", "use Map"),
				arguments("treeSet", "parameter 1: java.util.TreeSet<java.lang.String>", "use Set"),
				arguments("stream", "result: java.util.stream.Stream<java.lang.String>", "use List"),
				arguments("supplier", "parameter 1: java.util.function.Supplier<java.lang.String>",
						"declare an interface with @ComInterface"),
				arguments("runnable", "parameter 1: java.lang.Runnable", "declare an interface with @ComInterface"),
				arguments("throwable", "parameter 1: java.lang.IllegalStateException", "throw it"),
				arguments("pointer", "result: io.github.comspring.ComPointer<" + HERE + "$Refusals>",
						"declare the interface itself"),
				arguments("future", "result: java.util.concurrent.CompletableFuture<java.lang.String>",
						"declare the value itself"),
				arguments("buffer", "parameter 1: java.nio.IntBuffer", "use an array"),
				arguments("locale", "parameter 1: java.util.Locale", "use String with the language tag"),
				arguments("optionalInt", "result: java.util.OptionalInt", "use Optional<Integer>"),
				arguments("noValue", "result: java.lang.Void", "use void"),
				arguments("bean", "parameter 1: " + HERE + "$Bean", "make it a record"),
				arguments("service", "parameter 1: " + HERE + "$Service", "annotate the interface with @ComInterface"),
				arguments("anyEnum", "parameter 1: java.lang.Enum<" + HERE + "$Colour>", "make it a record"));
	}

	@Test
	void typeArgumentsThatGrowWithoutEndAreRefused() {
		assertThat(refusal("growing").remedy()).isEqualTo("end the nesting of its type arguments");
	}

	@Test
	void refusalOfInterfaceNamesItsFirstOperation() {
		UnremotableTypeException refusal = catchThrowableOfType(UnremotableTypeException.class,
				() -> RemotableInterface.of(Refusals.class));
		assertThat(refusal.method().getName()).isEqualTo("anyEnum");
	}

	@Test
	void sameTypeHasSameCodec() throws Exception {
		CodecResolver codecs = new CodecResolver();
		Place place = Place.result(Refusals.class.getMethod("object"));
		JavaType type = JavaType.of(Colour.class, Map.of());
		assertThat(codecs.slot(type, place)).isEqualTo(codecs.slot(type, place));
	}

	private static UnremotableTypeException refusal(String name) {
		Method method = Stream.of(Refusals.class.getMethods())
			.filter((each) -> each.getName().equals(name))
			.findFirst()
			.orElseThrow();
		return catchThrowableOfType(UnremotableTypeException.class, () -> resolve(method));
	}

	private static void resolve(Method method) {
		CodecResolver codecs = new CodecResolver();
		Type[] parameters = method.getGenericParameterTypes();
		for (int i = 0; i < parameters.length; i++) {
			codecs.slot(JavaType.of(parameters[i], Map.of()), Place.parameter(method, i));
		}
		codecs.slot(JavaType.of(method.getGenericReturnType(), Map.of()), Place.result(method));
	}

	@ComInterface(Wire.IID)
	interface Refusals {

		void deep(int first, Book book);

		void key(Map<File, String> map);

		void value(Map<String, Optional<URI>> map);

		void array(Date[][] dates);

		Shape arm();

		void pair(Pair<String, Object> pair);

		Open open();

		Object object();

		void wildcard(List<? extends String> list);

		<T> void variable(T value);

		@SuppressWarnings("rawtypes")
		void raw(List list);

		@SuppressWarnings("rawtypes")
		void rawRecord(Pair pair);

		void arrayList(ArrayList<String> list);

		void hashMap(HashMap<String, String> map);

		void treeSet(TreeSet<String> set);

		Stream<String> stream();

		void supplier(Supplier<String> supplier);

		void runnable(Runnable runnable);

		void throwable(IllegalStateException exception);

		ComPointer<Refusals> pointer();

		CompletableFuture<String> future();

		void buffer(IntBuffer buffer);

		void locale(Locale locale);

		OptionalInt optionalInt();

		Void noValue();

		void bean(Bean bean);

		void service(Service service);

		void anyEnum(Enum<Colour> value);

		void growing(Growing<String> growing);

	}

	record Book(String title, List<Path> pages) {
	}

	record Pair<A, B>(A first, B second) {
	}

	record Growing<T>(T value, Growing<List<T>> next) {
	}

	sealed interface Shape permits Square {

	}

	record Square(Number area) implements Shape {
	}

	sealed interface Open permits Loose {

	}

	static non-sealed class Loose implements Open {

	}

	static class Bean {

	}

	interface Service {

	}

	enum Colour {

		RED

	}

}
