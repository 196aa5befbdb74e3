package sample.reader;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A Maven project that a reader makes: its files by their paths in it.
 */
class Project {

	private final String name;

	private final Map<String, String> files = new LinkedHashMap<>();

	Project(String name, String pom) {
		this.name = name;
		this.files.put("pom.xml", pom);
	}

	String name() {
		return this.name;
	}

	Map<String, String> files() {
		return this.files;
	}

	Project main(Block... blocks) {
		for (Block each : blocks) {
			this.files.put("src/main/java/" + each.file(), each.text());
		}
		return this;
	}

	Project test(Block... blocks) {
		for (Block each : blocks) {
			this.files.put("src/test/java/" + each.file(), each.text());
		}
		return this;
	}

	Project configuration(Block block) {
		return file("src/main/resources/application.yaml", block.text());
	}

	Project file(String path, String text) {
		this.files.put(path, text);
		return this;
	}

	/**
	 * Adds what start.spring.io would have made.
	 * @param type the qualified name of the class
	 * @return this
	 */
	Project application(String type) {
		int end = type.lastIndexOf('.');
		this.files.put("src/main/java/" + type.replace('.', '/') + ".java", """
				package %s;

				import org.springframework.boot.SpringApplication;
				import org.springframework.boot.autoconfigure.SpringBootApplication;

				@SpringBootApplication
				public class %2$s {

					public static void main(String[] args) {
						SpringApplication.run(%2$s.class, args);
					}

				}
				""".formatted(type.substring(0, end), type.substring(end + 1)));
		return this;
	}

	@Override
	public String toString() {
		return this.name;
	}

}
