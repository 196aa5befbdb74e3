package sample.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Where the reader works: a directory of projects, and a local repository of its own into
 * which the starter is installed.
 */
class Workshop {

	private static final Path DIRECTORY = Path.of("target/hello").toAbsolutePath();

	private static final Path REPOSITORY = Path.of("target/repository").toAbsolutePath();

	private static final String VERSION = System.getProperty("reader.version");

	private final Projects projects;

	Workshop(Projects projects) {
		this.projects = projects;
	}

	/**
	 * Builds all projects with one run of Maven. Tests that fail do not end it, but stay
	 * in its {@link #report(String) report}.
	 * @return what it said
	 */
	String build() throws IOException, InterruptedException {
		install();
		write();
		Path log = DIRECTORY.resolve("build.log");
		ProcessBuilder maven = new ProcessBuilder(System.getProperty("reader.maven") + "/bin/mvn", "-B", "-ntp",
				"--fail-at-end", "-gs", DIRECTORY.resolve("settings.xml").toString(),
				"-Dmaven.repo.local=" + REPOSITORY, "-Dmaven.test.failure.ignore=true", "package");
		maven.environment().put("JAVA_HOME", System.getProperty("java.home"));
		maven.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1");
		Process process = maven.directory(DIRECTORY.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		try {
			process.waitFor();
		}
		finally {
			process.destroy();
		}
		return Files.readString(log);
	}

	/**
	 * Returns a file that a project's build made.
	 * @param project the project
	 * @param file its path in {@code target}
	 */
	static Path built(String project, String file) {
		return DIRECTORY.resolve(project).resolve("target").resolve(file);
	}

	/**
	 * Returns what the tests of a project said when it was built.
	 * @param project the project
	 * @return the summary of each class of tests, with its failures
	 */
	static String report(String project) throws IOException {
		StringBuilder text = new StringBuilder();
		try (DirectoryStream<Path> reports = Files.newDirectoryStream(built(project, "surefire-reports"), "*.txt")) {
			for (Path report : reports) {
				text.append(Files.readString(report));
			}
		}
		return text.toString();
	}

	/**
	 * Installs what {@code mvn -pl com-spring-boot-starter -am install} installs.
	 */
	private static void install() throws IOException {
		install("com-spring-boot-build", Manual.PROJECT, List.of());
		for (String module : List.of("com-spring-boot-autoconfigure", "com-spring-boot-starter")) {
			install(module, Manual.PROJECT.resolve(module), List.of("target/" + module + "-" + VERSION + ".jar"));
		}
	}

	private static void install(String artifact, Path project, List<String> jars) throws IOException {
		Path place = REPOSITORY.resolve("io/github/comspring").resolve(artifact).resolve(VERSION);
		Files.createDirectories(place);
		Files.copy(project.resolve("pom.xml"), place.resolve(artifact + "-" + VERSION + ".pom"),
				StandardCopyOption.REPLACE_EXISTING);
		for (String jar : jars) {
			Path file = project.resolve(jar);
			Files.copy(file, place.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private void write() throws IOException {
		write(DIRECTORY.resolve("settings.xml"), Projects.resource("settings.xml")
			.replace("@cache@", Path.of(System.getProperty("reader.cache")).toUri().toString()));
		write(DIRECTORY.resolve("pom.xml"), aggregator());
		// So that nothing of the build around this one is taken for a part of it
		Files.createDirectories(DIRECTORY.resolve(".mvn"));
		for (Project project : this.projects.all()) {
			project.files().forEach((path, text) -> write(DIRECTORY.resolve(project.name()).resolve(path), text));
		}
	}

	private String aggregator() {
		StringBuilder modules = new StringBuilder();
		this.projects.all().forEach((project) -> modules.append("<module>").append(project).append("</module>"));
		return """
				<project xmlns="http://maven.apache.org/POM/4.0.0">
					<modelVersion>4.0.0</modelVersion>
					<groupId>hello</groupId>
					<artifactId>hello</artifactId>
					<version>1.0</version>
					<packaging>pom</packaging>
					<modules>%s</modules>
				</project>
				""".formatted(modules);
	}

	private static void write(Path file, String text) {
		try {
			Files.createDirectories(file.getParent());
			Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
