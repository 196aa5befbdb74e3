package io.github.comspring.scanned;

import java.util.Map;
import java.util.TreeMap;

import io.github.comspring.Activator;
import io.github.comspring.ComPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link io.github.comspring.ComClass @ComClass} in an application that scans
 * its classes, as every application of a user does.
 */
@Timeout(120)
class ScannedComClassTests {

	private static final Map<String, String> SPOKEN = new TreeMap<>();

	static {
		for (String same : new String[] { "Plain", "Shared", "OfThread", "Proxied", "Late", "ImportedToo", "Advised",
				"ClassObject", "Factory", "Method", "StaticMethod", "SharedMethod", "LiteMethod", "InheritedMethod" }) {
			SPOKEN.put("Scanned." + same, same);
		}
		SPOKEN.put("Scanned.AbstractParent", "ChildOfAbstractParent");
		SPOKEN.put("Scanned.FinalWithProperty", "FinalWithProperty and Shared");
		SPOKEN.put("Scanned.Overloaded", "Overloaded");
		SPOKEN.put("Scanned.FactoryMethod", "Factory");
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void createInstanceWhenScannedInAnyFormThenRegistered(boolean lazy) {
		SpringApplicationBuilder application = new SpringApplicationBuilder(ScannedApplication.class)
			.web(WebApplicationType.NONE)
			.properties("spring.main.lazy-initialization=" + lazy, "comspring.shutdown-grace-period=2s");
		try (ConfigurableApplicationContext context = application.run()) {
			assertThat(spoken(context)).isEqualTo(SPOKEN);
		}
	}

	@Test
	@CompileWithForkedClassLoader
	void createInstanceWhenProcessedAheadOfTimeThenRegisteredToo() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.register(ScannedApplication.class);
		TestGenerationContext generation = new TestGenerationContext();
		ClassName initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();
		TestCompiler.forSystem().with(generation).compile((compiled) -> {
			GenericApplicationContext processed = new GenericApplicationContext();
			initialize(compiled.getInstance(ApplicationContextInitializer.class, initializer.toString()), processed);
			try (processed) {
				processed.refresh();
				assertThat(spoken(processed)).isEqualTo(SPOKEN);
			}
		});
	}

	@SuppressWarnings("unchecked")
	private static void initialize(ApplicationContextInitializer<?> initializer, GenericApplicationContext context) {
		((ApplicationContextInitializer<GenericApplicationContext>) initializer).initialize(context);
	}

	private static Map<String, String> spoken(ApplicationContext context) {
		Map<String, String> spoken = new TreeMap<>();
		for (String progId : SPOKEN.keySet()) {
			try (ComPointer<Speaker> pointer = context.getBean(Activator.class).createInstance(progId, Speaker.class)) {
				spoken.put(progId, pointer.get().speak());
			}
			catch (Exception ex) {
				spoken.put(progId, ex.getMessage());
			}
		}
		return spoken;
	}

}
