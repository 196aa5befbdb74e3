package sample.cards;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads cards with SnakeYAML 1.x. The constructor of {@link SafeConstructor} that it
 * calls is gone in 2.x.
 */
final class SnakeYamlCardReader implements IndexCardReader {

	private static final String VERSION = "/META-INF/maven/org.yaml/snakeyaml/pom.properties";

	@Override
	@SuppressWarnings("deprecation")
	public IndexCard read(String yaml) throws IndexCardException {
		Object card;
		try {
			card = new Yaml(new SafeConstructor()).load(yaml);
		}
		catch (YAMLException ex) {
			throw new IndexCardException("The index card is no YAML (" + ex.getMessage() + "). Mend it and try again.");
		}
		if (!(card instanceof Map<?, ?> values)) {
			throw new IndexCardException("The index card has no entries. Write each as a name, a colon and a value.");
		}
		Map<String, String> entries = new LinkedHashMap<>();
		values.forEach((name, value) -> entries.put(String.valueOf(name), String.valueOf(value)));
		return new IndexCard(entries, "SnakeYAML " + version(), ProcessHandle.current().pid());
	}

	private static String version() {
		try (InputStream in = Yaml.class.getResourceAsStream(VERSION)) {
			Properties properties = new Properties();
			properties.load(in);
			return properties.getProperty("version");
		}
		catch (IOException ex) {
			throw new IllegalStateException("SnakeYAML's own jar cannot be read", ex);
		}
	}

}
