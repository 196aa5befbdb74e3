package io.github.comspring.autoconfigure;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.github.comspring.Activator;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.fixture.Greeter;
import io.github.comspring.fixture.ModuleJar;
import io.github.comspring.fixture.NoLeftovers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Mistakes in jars and their configuration: what to write is said, alike in every place.
 */
@ExtendWith(NoLeftovers.class)
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class JarMistakeTests {

	private static final String NAME = "Shop.Till";

	private static final String JAR = "comspring.classes.[" + NAME + "].in-process-server";

	private static final String MODULE = """
			package shop;

			import io.github.comspring.*;

			%s Module implements ComModule {

				public Object getClassObject(Clsid clsid) throws Exception {
					%s
				}

				%s

			}
			""";

	private static final String NULL = "return null;";

	@TempDir
	Path directory;

	@ParameterizedTest
	@EnumSource
	void createInstanceThenMessageSaysWhatToWriteInEveryPlace(Mistake mistake) {
		mistake.maker.make(this.directory.resolve("shop.jar"));
		Map<Place, String> details = new EnumMap<>(Place.class);
		for (Place place : Place.values()) {
			ComException failure = failure(place);
			assertThat(failure).as(place.name()).hasMessageContaining(NAME).hasMessageContainingAll(mistake.words);
			assertThat(failure.hresult()).as(place.name())
				.isEqualTo((place != Place.IN_PROCESS && mistake.hresult == HResult.E_UNEXPECTED)
						? HResult.RPC_E_SERVERFAULT : mistake.hresult);
			details.put(place, failure.detail());
		}
		assertThat(details.values()).containsOnly(details.get(Place.IN_PROCESS));
	}

	private ComException failure(Place place) {
		if (place != Place.HOST) {
			return failure(application(place.context));
		}
		String endpoint = "comspring.scm.endpoint=unix:" + this.directory.resolve("scm.sock");
		ComException[] failure = new ComException[1];
		application("surrogate").withPropertyValues("comspring.scm.mode=host", endpoint)
			.run((host) -> failure[0] = failure(
					application("surrogate").withPropertyValues("comspring.scm.mode=client", endpoint)));
		return failure[0];
	}

	private ApplicationContextRunner application(String context) {
		return new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class))
			.withPropertyValues("comspring.modules.path=" + this.directory,
					"comspring.classes[" + NAME + "].clsid=" + Greeter.CLSID,
					"comspring.classes[" + NAME + "].in-process-server=shop.jar",
					"comspring.classes[" + NAME + "].context=" + context,
					"comspring.classes[" + NAME + "].application=shop",
					// Those of a host go on when it has gone
					"comspring.applications.shop.idle-timeout=0s");
	}

	private static ComException failure(ApplicationContextRunner runner) {
		ComException[] failure = new ComException[1];
		runner.run((context) -> failure[0] = catchThrowableOfType(ComException.class,
				() -> context.getBean(Activator.class).createInstance(NAME, Greeter.class)));
		assertThat(failure[0]).isNotNull();
		return failure[0];
	}

	@Test
	void jvmArgumentsThatTheJvmDoesNotKnowThenPropertyIsNamed() {
		Mistake.module("public final class", NULL, "").make(this.directory.resolve("shop.jar"));
		for (String wrong : new String[] { "-Xnonsense", "--nonsense", "-Xmx1k", "nonsense.Main" }) {
			assertThat(failure(
					application("surrogate").withPropertyValues("comspring.applications.shop.jvm-args=" + wrong)))
				.hasMessageContainingAll(NAME, "comspring.applications.shop.jvm-args", "[" + wrong + "]")
				.extracting(ComException::hresult)
				.isEqualTo(HResult.CO_E_APPDIDNTREG);
		}
	}

	/**
	 * Where the class runs.
	 */
	private enum Place {

		IN_PROCESS("in-process"), SURROGATE("surrogate"), HOST("surrogate");

		private final String context;

		Place(String context) {
			this.context = context;
		}

	}

	/**
	 * What is wrong.
	 */
	enum Mistake {

		NO_JAR((jar) -> {
		}, HResult.CO_E_DLLNOTFOUND, "There is no jar shop.jar", JAR),

		TEXT((jar) -> write(jar, "no jar"), HResult.CO_E_ERRORINDLL, "shop.jar cannot be read as a jar", JAR),

		NO_MODULE((jar) -> new ModuleJar().writeTo(jar), HResult.CO_E_ERRORINDLL, "its manifest has no Com-Module",
				"Write there the full name of the class", JAR),

		MODULE_MISSING((jar) -> new ModuleJar().attribute("Com-Module", "shop.Missing").writeTo(jar),
				HResult.CO_E_ERRORINDLL, "shop.Missing is neither in the jar nor on its Class-Path",
				"in Com-Module of the manifest"),

		INTERFACE_MISSING((jar) -> jar(MODULE.formatted("public final class", NULL, ""))
			.attribute("Com-Interfaces", "shop.Missing")
			.writeTo(jar), HResult.CO_E_ERRORINDLL, "The interface shop.Missing", "Com-Interfaces"),

		NO_COM_MODULE((jar) -> jar("package shop; public final class Module { }").writeTo(jar), HResult.CO_E_ERRORINDLL,
				"shop.Module does not implement io.github.comspring.ComModule"),

		NOT_PUBLIC(module("final class", NULL, "public Module() { }"), HResult.CO_E_ERRORINDLL,
				"shop.Module is not public: make it a public class"),

		PRIVATE_CONSTRUCTOR(module("public final class", NULL, "private Module() { }"), HResult.CO_E_ERRORINDLL,
				"shop.Module has no public constructor without arguments: add one"),

		ARGUMENTS(module("public final class", NULL, "public Module(int size) { }"), HResult.CO_E_ERRORINDLL,
				"shop.Module has no public constructor without arguments: add one"),

		INNER(inner(), HResult.CO_E_ERRORINDLL,
				"shop.Outer$Inner has no public constructor without arguments: make the nested class static"),

		ABSTRACT(module("public abstract class", NULL, ""), HResult.CO_E_ERRORINDLL, "shop.Module is abstract"),

		INTERFACE((jar) -> jar("package shop; public interface Module extends io.github.comspring.ComModule { }")
			.writeTo(jar), HResult.CO_E_ERRORINDLL, "shop.Module is abstract"),

		CONSTRUCTOR_THROWS(
				module("public final class", NULL,
						"public Module() throws Exception { throw new java.io.IOException(\"no till\"); }"),
				HResult.CO_E_ERRORINDLL, "shop.Module failed with java.io.IOException: no till"),

		NEWER_JDK((jar) -> {
			module("public final class", NULL, "").make(jar);
			patch(jar, "shop/Module.class", (short) (44 + Runtime.version().feature() + 1));
		}, HResult.CO_E_ERRORINDLL, "It was compiled for Java " + (Runtime.version().feature() + 1),
				"runs on Java " + Runtime.version().feature(), "--release"),

		NULL_CLASS_OBJECT(module("public final class", NULL, ""), HResult.CLASS_E_CLASSNOTAVAILABLE,
				"returned null for the class object", "must return a class factory from getClassObject"),

		LIBRARY_MISSING((jar) -> {
			library(jar, "return new Lib();");
		}, HResult.CO_E_ERRORINDLL, "shop.jar does not link", "shop/Lib", "there is no lib.jar beside", "Class-Path"),

		LIBRARY_MISSING_LATER((jar) -> {
			library(jar, "return (ClassFactory<Object>) (type) -> new Lib();");
		}, HResult.E_UNEXPECTED, "shop/Lib", "there is no lib.jar beside", "Class-Path");

		private final Maker maker;

		private final HResult hresult;

		private final String[] words;

		Mistake(Maker maker, HResult hresult, String... words) {
			this.maker = maker;
			this.hresult = hresult;
			this.words = words;
		}

		private static Maker module(String declaration, String getClassObject, String constructor) {
			return (jar) -> jar(MODULE.formatted(declaration, getClassObject, constructor)).writeTo(jar);
		}

		private static ModuleJar jar(String source) {
			return new ModuleJar().source("shop.Module", source).attribute("Com-Module", "shop.Module");
		}

		private static Maker inner() {
			return (jar) -> new ModuleJar()
				.source("shop.Outer",
						"package shop; public class Outer { public class Inner "
								+ "implements io.github.comspring.ComModule { "
								+ "public Object getClassObject(io.github.comspring.Clsid clsid) { return null; } } }")
				.attribute("Com-Module", "shop.Outer$Inner")
				.writeTo(jar);
		}

		/**
		 * Makes a jar whose library is named and not there.
		 */
		private static void library(Path jar, String getClassObject) {
			jar(MODULE.formatted("public final class", getClassObject, ""))
				.source("shop.Lib", "package shop; public class Lib { }")
				.attribute("Class-Path", "lib.jar")
				.writeTo(jar);
			inside(jar, (root) -> Files.delete(root.resolve("shop/Lib.class")));
		}

		private static void patch(Path jar, String name, short version) {
			inside(jar, (root) -> {
				byte[] bytes = Files.readAllBytes(root.resolve(name));
				ByteBuffer.wrap(bytes).putShort(6, version);
				Files.write(root.resolve(name), bytes);
			});
		}

		private static void inside(Path jar, Change change) {
			try (FileSystem files = FileSystems.newFileSystem(jar)) {
				change.make(files.getPath("/"));
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

		private static void write(Path file, String text) {
			try {
				Files.writeString(file, text);
			}
			catch (IOException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/**
	 * Makes the jar with the mistake.
	 */
	private interface Maker {

		void make(Path jar);

	}

	/**
	 * Changes what is in a jar.
	 */
	private interface Change {

		void make(Path root) throws IOException;

	}

}
