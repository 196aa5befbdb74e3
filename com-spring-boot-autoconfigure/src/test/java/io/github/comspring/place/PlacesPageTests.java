package io.github.comspring.place;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that users are told of the differences that tests allow, and of no others.
 */
@Timeout(60)
class PlacesPageTests {

	private static final Path PAGE = Path.of("..", "com-spring-boot-starter", "docs", "places.md");

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

	@Test
	void rowsOfThePageAreTheDifferencesOfTheTests() throws IOException {
		Set<String> rows = ROW.matcher(Files.readString(PAGE))
			.results()
			.map((MatchResult row) -> row.group(1))
			.collect(Collectors.toSet());
		Set<String> differences = contractMethods()
			.flatMap((method) -> Stream.ofNullable(method.getAnnotation(MeantDifference.class)))
			.flatMap((difference) -> Arrays.stream(difference.value()))
			.collect(Collectors.toSet());
		assertThat(differences).isNotEmpty().isEqualTo(rows);
	}

	@Test
	void testsThatAskForThePlaceSayWhichDifferenceIsMeant() {
		JavaClasses contract = new ClassFileImporter().importPackages(getClass().getPackageName());
		methods().that()
			.areDeclaredInClassesThat()
			.areAssignableTo(PlaceTests.class)
			.and()
			.areNotDeclaredIn(PlaceTests.class)
			.and()
			.areAnnotatedWith(Test.class)
			.and()
			.areNotAnnotatedWith(MeantDifference.class)
			.should(notAskForThePlace())
			.check(contract);
	}

	private static Stream<Method> contractMethods() {
		return Arrays.stream(PlaceContractTests.class.getDeclaredClasses())
			.flatMap((subject) -> Arrays.stream(subject.getSuperclass().getDeclaredMethods()));
	}

	private static ArchCondition<JavaMethod> notAskForThePlace() {
		return new ArchCondition<>("not ask for the place") {

			@Override
			public void check(JavaMethod method, ConditionEvents events) {
				boolean asks = method.getMethodCallsFromSelf()
					.stream()
					.anyMatch((call) -> Set.of("isInProcess", "place").contains(call.getTarget().getName()));
				events.add(new SimpleConditionEvent(method, !asks, method.getDescription()));
			}

		};
	}

}
