package io.github.comspring.core.ndr.interfaces;

import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.comspring.ComInterface;
import io.github.comspring.Opnum;
import io.github.comspring.core.ndr.Wire;
import io.github.comspring.core.ndr.codec.TypeText;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link TypeText}, and for the fingerprint that is taken of it.
 */
class FingerprintTests {

	@Test
	void textSpellsOutNumbersNamesAndTypes() {
		TypeText text = new TypeText();
		RemotableInterface.of(Library.class).operations().forEach((each) -> each.describe(text));
		String here = FingerprintTests.class.getName();
		assertThat(text.toString().replace(here + "$", "")).isEqualTo("""
				3 find(*string,int,)*Book{title:*string;next:*Book;kind:*Kind{NOVEL;ESSAY;};}
				4 open(*{6F1D2C3B-4A59-4E68-9777-85A4B3C2D1E0},*java.io.InputStream,)
				5 sort(*Map<*Kind,*List<*long>>,*byte[],*Array<*string>,*Optional<*java.time.Instant>,)*Set<*Shape("""
				+ """
						Dot{x:int;}|)>
						""");
	}

	@Test
	void fingerprintIsSameInEveryJvm() {
		assertThat(RemotableInterface.of(Library.class).fingerprint()).isEqualTo(792974474);
	}

	@Test
	void fingerprintIsNeverZero() {
		assertThat(RemotableInterface.of(Object.class).fingerprint()).isOne();
	}

	@Test
	void whatReadsOtherBytesHasOtherFingerprint() {
		List<Class<?>> variants = List.of(Base.class, OtherNumber.class, OtherName.class, OtherParameter.class,
				OtherWrapper.class, OtherResult.class, OtherComponent.class, OtherConstants.class, OtherArms.class);
		assertThat(variants.stream().map((each) -> RemotableInterface.of(each).fingerprint())).doesNotHaveDuplicates();
	}

	@Test
	void interfaceWithSameOperationsHasSameFingerprint() {
		assertThat(RemotableInterface.of(Same.class).fingerprint())
			.isEqualTo(RemotableInterface.of(Base.class).fingerprint());
	}

	enum Kind {

		NOVEL, ESSAY

	}

	record Book(String title, Book next, Kind kind) {
	}

	sealed interface Shape permits Dot {

	}

	record Dot(int x) implements Shape {
	}

	@ComInterface(Wire.IID)
	interface Library {

		Book find(String name, int year);

		void open(Library library, InputStream stream);

		Set<Shape> sort(Map<Kind, List<Long>> map, byte[] bytes, String[] names, Optional<Instant> when);

	}

	@ComInterface(Wire.IID)
	interface Base {

		void a(int number);

	}

	@ComInterface("{6F1D2C3B-4A59-4E68-9777-85A4B3C2D1E7}")
	interface Same {

		void a(int other);

	}

	@ComInterface(Wire.IID)
	interface OtherNumber {

		@Opnum(4)
		void a(int number);

	}

	@ComInterface(Wire.IID)
	interface OtherName {

		void b(int number);

	}

	@ComInterface(Wire.IID)
	interface OtherParameter {

		void a(long number);

	}

	@ComInterface(Wire.IID)
	interface OtherWrapper {

		void a(Integer number);

	}

	@ComInterface(Wire.IID)
	interface OtherResult {

		int a(int number);

	}

	@ComInterface(Wire.IID)
	interface OtherComponent {

		void a(Dot dot);

	}

	@ComInterface(Wire.IID)
	interface OtherConstants {

		void a(Kind kind);

	}

	@ComInterface(Wire.IID)
	interface OtherArms {

		void a(Shape shape);

	}

}
