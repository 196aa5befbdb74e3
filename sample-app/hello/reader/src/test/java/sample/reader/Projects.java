package sample.reader;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What the reader makes of the README: an application, which is the same for all places
 * where the class can run, and what it needs there.
 */
class Projects {

	private static final String WEB = boot("webmvc");

	private final Manual manual;

	private final List<Project> all = new ArrayList<>();

	private final Block starter;

	private final Block api;

	Projects(Manual manual, Block surrogate) {
		this.manual = manual;
		this.starter = manual.with("xml", "<artifactId>com-spring-boot-starter</artifactId>");
		this.api = manual.java("hello.api.Greeter");
		add("greeter-api", resource("greeter-api.pom.xml")).main(this.api, manual.java("hello.api.Feeder"));
		add("greeter", manual.with("xml", "<artifactId>greeter</artifactId>").text())
			.main(manual.java("hello.greeter.PoliteGreeter"), manual.java("hello.greeter.GreeterModule"))
			.test(manual.java("hello.greeter.GreeterModuleTests"));
		client("bean", "").main(this.api, manual.java("hello.app.PoliteGreeter"));
		client("app", API).configuration(surrogate)
			.test(manual.java("hello.app.GreetingControllerTests"), manual.java("hello.app.GreeterOfTestTests"));
		application("greeter-server", API).application("hello.app.GreeterServerApplication")
			.main(manual.java("hello.app.PoliteGreeter"));
		client("secured",
				API + boot("security") + boot("actuator") + dependency("io.micrometer", "context-propagation"))
			.main(manual.java("hello.app.ActivationPolicyConfiguration"),
					manual.java("hello.app.GreetingLaterController"))
			.file("src/main/java/hello/app/Users.java", resource("Users.java"));
	}

	/**
	 * Returns the projects, each behind those that it needs.
	 * @return the projects
	 */
	List<Project> all() {
		return this.all;
	}

	private static final String API = """
			<dependency>
				<groupId>hello</groupId>
				<artifactId>greeter-api</artifactId>
				<version>1.0</version>
			</dependency>
			""";

	private Project client(String name, String dependencies) {
		return application(name, WEB + dependencies).application("hello.app.HelloApplication")
			.main(this.manual.java("hello.app.GreetingController"), this.manual.java("hello.app.GreetingAtStart"),
					this.manual.java("hello.app.Letters"));
	}

	private Project application(String name, String dependencies) {
		return add(name, resource("application.pom.xml").replace("@name@", name)
			.replace("@dependencies@", this.starter.text() + dependencies));
	}

	private Project add(String name, String pom) {
		Project project = new Project(name, pom);
		this.all.add(project);
		return project;
	}

	private static String boot(String technology) {
		return dependency("org.springframework.boot", "spring-boot-starter-" + technology);
	}

	private static String dependency(String group, String artifact) {
		return """
				<dependency>
					<groupId>%s</groupId>
					<artifactId>%s</artifactId>
				</dependency>
				""".formatted(group, artifact);
	}

	static String resource(String name) {
		try (InputStream in = Projects.class.getResourceAsStream("/" + name)) {
			return new String(in.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
