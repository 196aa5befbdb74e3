package io.github.comspring.place;

import io.github.comspring.place.served.Surroundings;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the code of an object finds around it.
 */
abstract class SurroundingsContract extends PlaceTests {

	@Test
	void constructorThenContextClassLoaderIsThatOfTheObject() {
		assertThat(object(Surroundings.PROG_ID, Surroundings.class).foundItselfInConstructor()).isTrue();
	}

	@Test
	@MeantDifference("context-class-loader")
	void methodThenContextClassLoaderIsThatOfTheObjectButNotInAJarInProcess() {
		assertThat(object(Surroundings.PROG_ID, Surroundings.class).findsItselfInMethod())
			.isEqualTo(environment().place() != Place.JAR);
	}

	@Test
	void callsThenNeitherLeaveNorChangeWhatTheThreadOfTheClientHas() {
		ClassLoader before = Thread.currentThread().getContextClassLoader();
		object(Surroundings.PROG_ID, Surroundings.class).findsItselfInMethod();
		assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
	}

}
