package io.github.comspring.core.module;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedTypes}.
 */
@ExtendWith(NoLeftovers.class)
class SharedTypesTests {

	private static final ClassLoader CLIENTS = SharedTypesTests.class.getClassLoader();

	@TempDir
	Path directory;

	@Test
	void ofThenAllTypesOfTheSignatures() {
		assertThat(shared(Draws.class)).containsExactlyInAnyOrder(names(Draws.class, Named.class, Shape.class,
				Circle.class, Square.class, Point.class, Unit.class, Failure.class, BaseFailure.class));
	}

	@Test
	void ofWhenTypeParametersThenArgumentsAndBounds() {
		assertThat(shared(Collects.class)).containsExactlyInAnyOrder(
				names(Collects.class, Point.class, Unit.class, Named.class, Shape.class, Circle.class, Square.class));
	}

	@Test
	void ofWhenClientsLackInterfaceThenNotShared() {
		assertThat(SharedTypes.of(List.of("jar.OnlyInTheJar", Named.class.getName()), CLIENTS))
			.containsExactly(Named.class.getName());
		assertThat(SharedTypes.of(List.of(), CLIENTS)).isEmpty();
	}

	@Test
	void ofWhenClientsLackTypeArgumentOfSignatureThenNoFailure() throws IOException {
		Path api = new ModuleJar().source("lib.Part", "package lib; public class Part { }")
			.writeTo(this.directory.resolve("part.jar"));
		Path incomplete = new ModuleJar()
			.source("lib.Parts", "package lib; public interface Parts { java.util.List<Part> parts(); }")
			.writeTo(this.directory.resolve("parts.jar"), api);
		try (URLClassLoader clients = new URLClassLoader(new URL[] { incomplete.toUri().toURL() }, CLIENTS)) {
			assertThat(SharedTypes.of(List.of("lib.Parts", Named.class.getName()), clients))
				.contains(Named.class.getName());
		}
	}

	private static Set<String> shared(Class<?> type) {
		return SharedTypes.of(List.of(type.getName()), CLIENTS);
	}

	private static String[] names(Class<?>... types) {
		return Stream.of(types).map(Class::getName).toArray(String[]::new);
	}

	interface Named {

		String name();

	}

	interface Draws extends Named {

		Shape[] draw(int count, List<String> names) throws Failure;

	}

	sealed interface Shape permits Circle, Square {

	}

	record Circle(Point centre) implements Shape {

	}

	record Square(Point corner) implements Shape {

	}

	record Point(Unit unit) {

	}

	enum Unit {

		MILLIMETRE, INCH

	}

	static class BaseFailure extends Exception {

		private static final long serialVersionUID = 1L;

	}

	static final class Failure extends BaseFailure {

		private static final long serialVersionUID = 1L;

	}

	interface Collects {

		<T extends Named & Comparable<T>> void add(T element);

		Map<String, ? super ArrayList<? extends Point>> points();

		List<Circle>[] circles();

	}

}
