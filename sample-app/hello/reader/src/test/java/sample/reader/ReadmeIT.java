package sample.reader;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows, pasted, built and run in every place where it can run.
 */
@Timeout(120)
class ReadmeIT {

	private static final String CONTEXT = "--comspring.classes.[Hello.Greeter.1].context=";

	private static final Stories stories = new Stories(new Manual());

	@TempDir
	private Path directory;

	@BeforeAll
	@Timeout(600)
	static void build() throws IOException, InterruptedException {
		String log = new Workshop(stories.projects()).build();
		assertThat(log.lines().filter((line) -> line.contains("BUILD") || line.startsWith("[ERROR]")))
			.contains("[INFO] BUILD SUCCESS");
	}

	@Test
	void moduleThenItsTestsPass() throws IOException {
		assertThat(Workshop.report("greeter")).contains("hello.greeter.GreeterModuleTests").doesNotContain("<<<");
	}

	@Test
	void applicationThenItsTestsPassWithoutTheJar() throws IOException {
		assertThat(Workshop.report("app")).contains("hello.app.GreetingControllerTests")
			.contains("hello.app.GreeterOfTestTests")
			.doesNotContain("<<<");
	}

	@Test
	void beanThenInTheApplication() throws Exception {
		try (Application bean = start("bean")) {
			assertGreets(bean);
			bean.await("^Good day, Ada$");
			assertThat(bean.servers()).isEmpty();
		}
	}

	@Test
	void jarThenInASurrogateThatIsReplacedAfterACrash() throws Exception {
		configure(stories.surrogate());
		try (Application app = start("app")) {
			assertGreets(app);
			app.await("^Good day, Ada$");
			ProcessHandle surrogate = app.servers().get(0);
			assertThat(app.servers()).hasSize(1);
			surrogate.destroyForcibly();
			surrogate.onExit().join();
			assertGreets(app);
			assertThat(app.servers()).hasSize(1).doesNotContain(surrogate);
		}
	}

	@Test
	void jarWhenInProcessThenInTheApplication() throws Exception {
		configure(stories.surrogate());
		try (Application app = start("app", CONTEXT + "in-process")) {
			assertGreets(app);
			app.await("^Good day, Ada$");
			assertThat(app.servers()).isEmpty();
		}
	}

	@Test
	void environmentVariableThenMovesTheClass() throws Exception {
		configure(stories.surrogate());
		try (Application app = start("app", Map.of("COMSPRING_CLASSES_HELLO_GREETER_1_CONTEXT", "in-process"))) {
			assertGreets(app);
			assertThat(app.servers()).isEmpty();
		}
	}

	@Test
	void unknownPropertyThenNoStart() throws Exception {
		configure(stories.surrogate());
		Path file = this.directory.resolve("application.yaml");
		Files.writeString(file, Files.readString(file).replace("context:", "contxt:"));
		try (Application app = start("app")) {
			app.await("APPLICATION FAILED TO START");
			app.await("contxt");
		}
	}

	@Test
	void serverThenStartedByTheFirstCall() throws Exception {
		configure(stories.server());
		try (Application app = start("app")) {
			assertGreets(app);
			app.await("^Good day, Ada$");
			assertThat(app.servers()).hasSize(1)
				.allMatch((server) -> server.info().commandLine().orElse("").contains("greeter-server.jar"));
		}
	}

	@Test
	void serverWhenInProcessThenTheJarOfTheSameEntry() throws Exception {
		configure(stories.server());
		try (Application app = start("app", CONTEXT + "in-process")) {
			assertGreets(app);
			assertThat(app.servers()).isEmpty();
		}
	}

	@Test
	void confinementThenInASurrogateThatIsConfined() throws Exception {
		configure(stories.confinement());
		try (Application app = start("app")) {
			assertGreets(app);
			assertThat(app.servers()).hasSize(1)
				.allMatch((server) -> server.info().commandLine().orElse("").contains("-Xmx65536k"));
		}
	}

	/**
	 * There may be no tree of groups here: then the application says so, and goes on.
	 */
	@Test
	void controlGroupThenInASurrogateAllTheSame() throws Exception {
		configure(stories.groups());
		try (Application app = start("app")) {
			assertGreets(app);
			assertThat(app.servers()).hasSize(1);
			assertThat(app.output().lines().filter((line) -> line.contains(" WARN ")))
				.allMatch((line) -> line.contains("There is no control group"));
		}
	}

	@Test
	void registryFileThenClassIsFound() throws Exception {
		install();
		Path registry = Files.createDirectory(this.directory.resolve("registry.d"));
		Files.writeString(registry.resolve("greeter.yaml"), stories.registry().text());
		try (Application app = start("app", "--comspring.registry.machine-directory=registry.d")) {
			assertGreets(app);
			app.await("^Good day, Ada$");
			assertThat(app.servers()).isEmpty();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "in-process", "surrogate", "local-server" })
	void policyThenDecidesAlikeInEveryPlace(String place) throws Exception {
		configure(stories.server());
		try (Application app = start("secured", CONTEXT + place)) {
			for (String path : List.of("/greetings/Bob", "/later/Bob", "/later/Bob/snapshot")) {
				HttpResponse<String> answer = app.get(path, "ada", "secret");
				assertThat(answer.statusCode()).as(app.output()).isEqualTo(200);
				assertThat(answer.body()).isEqualTo("Good day, Bob");
			}
			assertThat(app.get("/greetings/Bob").statusCode()).isEqualTo(401);
			assertThat(app.get("/greetings/Bob", "eve", "secret").statusCode()).isEqualTo(403);
			app.await("^Good day, Ada$");
		}
	}

	private Application start(String project, String... arguments) throws IOException {
		return start(project, Map.of(), arguments);
	}

	private Application start(String project, Map<String, String> environment, String... arguments) throws IOException {
		return Application.start(Workshop.built(project, project + ".jar"), this.directory, environment,
				List.of(arguments));
	}

	private void configure(Block configuration) throws IOException {
		install();
		Files.writeString(this.directory.resolve("application.yaml"), configuration.text());
	}

	private void install() throws IOException {
		Files.copy(Workshop.built("greeter-server", "greeter-server.jar"),
				this.directory.resolve("greeter-server.jar"));
		Path modules = Files.createDirectory(this.directory.resolve("modules"));
		try (Stream<Path> jars = Files.list(Workshop.built("greeter", "modules"))) {
			for (Path jar : jars.toList()) {
				Files.copy(jar, modules.resolve(jar.getFileName()));
			}
		}
	}

	private static void assertGreets(Application application) throws Exception {
		HttpResponse<String> answer = application.get("/greetings/Bob");
		assertThat(answer.statusCode()).as(application.output()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("Good day, Bob");
		assertThat(application.get("/letters/Bob").body()).isEqualTo("Good day, Bob,");
	}

}
