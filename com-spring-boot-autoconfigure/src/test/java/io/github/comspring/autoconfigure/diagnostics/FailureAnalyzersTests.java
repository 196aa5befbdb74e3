package io.github.comspring.autoconfigure.diagnostics;

import java.nio.file.Path;
import java.util.List;

import io.github.comspring.ClassFactory;
import io.github.comspring.ComClass;
import io.github.comspring.ComInterface;
import io.github.comspring.ComReference;
import io.github.comspring.Opnum;
import io.github.comspring.autoconfigure.ComAutoConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the failure analyzers, each with an application that fails to start.
 */
class FailureAnalyzersTests {

	private static final String CLSID = "{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41001}";

	private static final String OTHER = "{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41002}";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(ComAutoConfiguration.class));

	@Test
	void duplicateClsid() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(DuplicateClsid.class));
		assertThat(analysis.getDescription()).contains(CLSID)
			.contains("bean 'one' (method one of " + DuplicateClsid.class.getName() + ")")
			.contains("bean 'two' (method two of " + DuplicateClsid.class.getName() + ")");
		assertThat(analysis.getAction()).startsWith("Do one of these:")
			.contains("    - If they are different classes, set @ComClass(clsid)")
			.contains("    - If they are one class, remove @ComClass");
	}

	@Test
	void duplicateProgId() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(DuplicateProgId.class));
		assertThat(analysis.getDescription()).contains("Desk.Printer.1")
			.contains("method one of " + DuplicateProgId.class.getName())
			.contains("method two of " + DuplicateProgId.class.getName());
		assertThat(analysis.getAction()).contains("    - Otherwise give one of them another @ComClass(progId)");
	}

	@Test
	void badGuid() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(BadGuid.class));
		assertThat(analysis.getDescription()).contains("@ComClass(clsid)")
			.contains("bean 'printer' (method printer of " + BadGuid.class.getName() + ")")
			.contains("'0815'");
		assertThat(analysis.getAction()).contains("    - A CLSID, IID or AppID is a GUID");
	}

	@Test
	void badIid() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(BadIid.class));
		assertThat(analysis.getDescription()).contains("@ComInterface(value)")
			.contains("interface " + BadInterface.class.getName())
			.contains("'4711'");
	}

	@Test
	void noInterface() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(NoInterface.class));
		assertThat(analysis.getDescription()).contains("(class " + NoInterface.class.getName() + ")")
			.contains("no interface with @ComInterface");
		assertThat(analysis.getAction())
			.contains("    - Annotate an interface that " + NoInterface.class.getName() + " implements");
	}

	@Test
	void classFactoryOfPlainType() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(FactoryOfPlainType.class));
		assertThat(analysis.getDescription())
			.contains("bean 'printers' (method printers of " + FactoryOfPlainType.class.getName() + ")")
			.contains("ClassFactory<StringBuilder>");
		assertThat(analysis.getAction()).contains("type argument of ClassFactory");
	}

	@Test
	void interfaceThatCannotLeaveTheProcess() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(UnremotableInterface.class));
		assertThat(analysis.getDescription())
			.contains("bean 'opener' (method opener of " + UnremotableInterface.class.getName() + ")")
			.contains("interface " + Opener.class.getName())
			.contains("Method public abstract void " + Opener.class.getName() + ".open(")
			.contains("has parameter 2: java.nio.file.Path");
		assertThat(analysis.getAction()).contains("    - Use String for the name")
			.contains("    - If no other process needs the class, declare it with @ComClass(use = IN_PROCESS)");
	}

	@Test
	void interfaceWithContradictoryNumbers() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(BadlyNumbered.class));
		assertThat(analysis.getDescription()).contains("bean 'numbered'").contains("@Opnum on some methods");
		assertThat(analysis.getAction()).contains("    - Correct the interface " + Numbered.class.getName());
	}

	@Test
	void referenceToPlainType() {
		FailureAnalysis analysis = analyze(this.runner.withUserConfiguration(ReferenceToPlainType.class));
		assertThat(analysis.getDescription()).contains("field printer of " + ReferenceToPlainType.class.getName())
			.contains(StringBuilder.class.getName());
		assertThat(analysis.getAction()).contains("    - Use an interface with @ComInterface");
	}

	@ParameterizedTest
	@ValueSource(strings = { "socket", "unix:relative.sock", "tcp:host:port", "" })
	void endpointOfServiceControlManager(String endpoint) {
		FailureAnalysis analysis = analyze(
				this.runner.withBean(ApplicationArguments.class, () -> new DefaultApplicationArguments("-Embedding"))
					.withPropertyValues("comspring.scm.endpoint=" + endpoint));
		assertThat(analysis.getDescription()).contains("The property comspring.scm.endpoint is no endpoint.")
			.contains("Value: \"" + endpoint + "\"");
		assertThat(analysis.getAction()).contains("    - Do not set it: the service control manager does");
	}

	@Test
	void endpointOfServiceControlManagerThatIsTooLong() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("comspring.scm.mode=client",
				"comspring.scm.endpoint=unix:/" + "x".repeat(106)));
		assertThat(analysis.getDescription()).contains("The property comspring.scm.endpoint has a path of 107 bytes",
				"no more than 106");
		assertThat(analysis.getAction()).contains("a shorter path");
	}

	@ParameterizedTest
	@ValueSource(strings = { "host", "client" })
	void endpointOfServiceControlManagerOnTheNetwork(String mode) {
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues("comspring.scm.mode=" + mode, "comspring.scm.endpoint=tcp:localhost:0"));
		assertThat(analysis.getDescription()).contains("The property comspring.scm.endpoint is on the network");
		assertThat(analysis.getAction()).contains("    - Use unix: and the absolute path of a socket");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					comspring.classes[Desk.Printer.1].clsid=0815 | classes[Desk.Printer.1].clsid is not a GUID | Use 32 hexadecimal digits
					comspring.classes[Desk.Printer.1].description=x | classes[Desk.Printer.1].clsid is missing | Set it to the class id of Desk.Printer.1
					comspring.classes[1-2-3].clsid=x | classes[1-2-3] is neither a ProgID nor a CLSID | put the key in brackets
					comspring.classes[{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41001}].prog-id=1x | 41001}].prog-id is neither | A ProgID has at most 39
					comspring.classes[{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41001}].application=desk | 41001}].application is no application | Set comspring.applications.desk.app-id
					comspring.classes[{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41001}].treat-as=Desk.X | 41001}].treat-as is no class | Use a ProgID that comspring.classes declares
					comspring.applications.desk.app-id=x | applications.desk.app-id is not a GUID | Use 32 hexadecimal digits
					""")
	void property(String property, String description, String action) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(property));
		assertThat(analysis.getDescription()).contains("The property comspring.")
			.contains(description)
			.contains("Origin: \"comspring.");
		assertThat(analysis.getAction()).contains("    - ").contains(action);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			idle-timeout=-1ms | idle-timeout is no time from 0 ms to 24 days | -1ms
			call-timeout=0s | call-timeout is no time from 1 ms to 24 days | 0s
			call-timeout=999us | call-timeout is no time from 1 ms to 24 days | 999us
			call-timeout=25d | call-timeout is no time from 1 ms to 24 days | 25d
			end-on-call-timeout=true | end-on-call-timeout needs a call timeout of the application | true
			restart-limit=0 | restart-limit is less than 1 | 0
			restart-window=0s | restart-window is no time from 1 ms to 24 days | 0s
			recycle-after.max-age=25d | recycle-after.max-age is no time from 1 ms to 24 days | 25d
			recycle-after.max-calls=-1 | recycle-after.max-calls is less than 1 | -1
			recycle-after.max-activations=0 | recycle-after.max-activations is less than 1 | 0
			recycle-after.errors-in-a-row=0 | recycle-after.errors-in-a-row is less than 1 | 0
			recycle-after.max-memory=1023B | recycle-after.max-memory is no size from 1 KB to 2 TB | 1023B
			recycle-after.max-memory=2TB | recycle-after.max-memory is no size from 1 KB to 2 TB | 2TB
			max-heap=1MB | max-heap is no size from 8 MB to 2047 GB | 1MB
			""")
	void limitOfApplication(String property, String description, String value) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("comspring.applications.desk.app-id=" + CLSID,
				"comspring.applications.desk." + property));
		assertThat(analysis.getDescription()).contains("The property comspring.applications.desk." + description)
			.contains("Value: \"" + value + "\"");
		assertThat(analysis.getAction()).contains("    - Leave it out");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			max-connections=0 | max-connections is less than 1 | 0
			max-fragments=0 | max-fragments is less than 1 | 0
			max-message-size=4GB | max-message-size is no size from 1KB to 2047MB | 4GB
			max-calls-per-server=0 | max-calls-per-server is less than 1 | 0
			max-request-memory=1B | max-request-memory is less than 1KB | 1B
			per-peer.max-connections=0 | per-peer.max-connections is less than 1 | 0
			per-peer.max-calls=0 | per-peer.max-calls is less than 1 | 0
			per-peer.max-request-memory=2B | per-peer.max-request-memory is less than 1KB | 2B
			unintroduced.max-connections=0 | unintroduced.max-connections is less than 1 | 0
			unintroduced.max-message-size=3GB | unintroduced.max-message-size is no size from 1KB to 2047MB | 3GB
			call-timeout=-1s | call-timeout is no time of at least 1 ms | -1s
			idle-timeout=0s | idle-timeout is no time of at least 1 ms | 0s
			bind-timeout=0 | bind-timeout is no time of at least 1 ms | 0
			""")
	void limitOfCalls(String property, String description, String value) {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues("comspring.rpc." + property));
		assertThat(analysis.getDescription()).contains("The property comspring.rpc." + description)
			.contains("Value: \"" + value + "\"");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			sha-256:00 | a.jar | is no digest of a jar | sha256sum
			md5:d41d8cd98f00b204e9800998ecf8427e | a.jar | is no digest of a jar | sha256sum
			sha-256:00 | | needs a jar | in-process-server
			""")
	void digestOfJar(String digest, String jar, String description, String action) {
		String prefix = "comspring.classes[" + CLSID + "].";
		String server = (jar != null) ? "in-process-server=" + jar : "local-server=desk";
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues(prefix + "digest=" + digest, prefix + server));
		assertThat(analysis.getDescription()).contains(".digest " + description);
		assertThat(analysis.getAction()).contains(action);
	}

	@Test
	void classDeclaredTwice() {
		FailureAnalysis analysis = analyze(this.runner.withPropertyValues(
				"comspring.classes[Desk.Printer.1].clsid=" + CLSID, "comspring.classes[" + CLSID + "].description=x"));
		assertThat(analysis.getDescription()).contains("[Desk.Printer.1]").contains("[" + CLSID + "]");
	}

	@Test
	void badThreadingModel() {
		FailureAnalysis analysis = analyze(
				this.runner.withPropertyValues("comspring.classes[" + CLSID + "].threading-model=single"));
		assertThat(analysis.getDescription()).contains("threading-model").contains("single");
		assertThat(analysis.getAction()).contains("APARTMENT").contains("BOTH");
	}

	private static FailureAnalysis analyze(ApplicationContextRunner runner) {
		Environment[] environment = new Environment[1];
		FailureAnalysis[] analysis = new FailureAnalysis[1];
		runner.withInitializer((context) -> environment[0] = context.getEnvironment()).run((context) -> {
			assertThat(context).hasFailed();
			analysis[0] = analyze(context.getStartupFailure(), environment[0]);
		});
		return analysis[0];
	}

	private static FailureAnalysis analyze(Throwable failure, Environment environment) {
		List<FailureAnalyzer> analyzers = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, ArgumentResolver.of(Environment.class, environment),
					FailureHandler.handleMessage((message, cause) -> {
					}));
		return analyzers.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter((analysis) -> analysis != null)
			.findFirst()
			.orElseThrow(() -> new AssertionError("Nobody explains it", failure));
	}

	@ComInterface("{0BBE3A9B-0C3B-4D3C-8A3A-3D4A51B41003}")
	interface Printer {

	}

	@ComInterface("4711")
	interface BadInterface {

	}

	static class DuplicateClsid {

		@ComClass(clsid = CLSID)
		Printer one() {
			return new Printer() {
			};
		}

		@ComClass(clsid = CLSID)
		Printer two() {
			return new Printer() {
			};
		}

	}

	static class DuplicateProgId {

		@ComClass(clsid = CLSID, progId = "Desk.Printer.1")
		Printer one() {
			return new Printer() {
			};
		}

		@ComClass(clsid = OTHER, progId = "Desk.Printer.1")
		Printer two() {
			return new Printer() {
			};
		}

	}

	static class BadGuid {

		@ComClass(clsid = "0815")
		Printer printer() {
			return new Printer() {
			};
		}

	}

	static class BadIid {

		@ComClass(clsid = CLSID)
		BadInterface printer() {
			return new BadInterface() {
			};
		}

	}

	@ComClass(clsid = CLSID)
	static class NoInterface {

	}

	static class FactoryOfPlainType {

		@ComClass(clsid = CLSID)
		ClassFactory<StringBuilder> printers() {
			return (type) -> new StringBuilder();
		}

	}

	@ComInterface("{6B1F0C52-93D7-4E0A-8C44-21D5B7F3E909}")
	interface Opener {

		void open(String name, Path path);

	}

	static class UnremotableInterface {

		@ComClass(clsid = CLSID)
		Opener opener() {
			return (name, path) -> {
			};
		}

	}

	@ComInterface("{6B1F0C52-93D7-4E0A-8C44-21D5B7F3E90A}")
	interface Numbered {

		@Opnum(3)
		void one();

		void two();

	}

	static class BadlyNumbered {

		@ComClass(clsid = CLSID)
		Numbered numbered() {
			return null;
		}

	}

	static class ReferenceToPlainType {

		@ComReference("Desk.Printer")
		private StringBuilder printer;

	}

}
