package sample.desk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import org.yaml.snakeyaml.Yaml;
import sample.cards.IndexCard;
import sample.cards.IndexCardException;
import sample.cards.IndexCardReader;

import org.springframework.stereotype.Component;

/**
 * Reads index cards with a class that needs another SnakeYAML than the desk has.
 */
@Component
class IndexCards {

	static final String READER = "Desk.IndexCardReader";

	private final SharedProcess process;

	IndexCards(SharedProcess process) {
		this.process = process;
	}

	IndexCard read(byte[] yaml) throws IndexCardException {
		String card = new String(yaml, StandardCharsets.UTF_8);
		return this.process.call(READER, IndexCardReader.class, (reader) -> reader.read(card));
	}

	/**
	 * Returns the SnakeYAML of the desk itself, with which Spring Boot has read
	 * {@code application.yaml}.
	 */
	String ownLibrary() throws IOException {
		try (InputStream in = Yaml.class.getResourceAsStream("/META-INF/maven/org.yaml/snakeyaml/pom.properties")) {
			Properties properties = new Properties();
			properties.load(in);
			return "SnakeYAML " + properties.getProperty("version");
		}
	}

}
