package io.github.comspring.autoconfigure.properties;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;

/**
 * The names that a map of the properties has, such as those of {@code comspring.classes},
 * each as the source that wins least spells it, which is the one that declares it.
 * <p>
 * Other sources may spell it otherwise. In brackets, case makes no difference. Without
 * them, only letters and digits count: an environment variable can neither have full
 * stops nor brackets, and {@code COMSPRING_CLASSES_HELLO_GREETER_1_CONTEXT} is about
 * {@code [Hello.Greeter.1]}.
 *
 * @param map the property that is the map
 * @param names the names by what of them counts in an environment variable
 */
record DeclaredNames(ConfigurationPropertyName map, Map<String, List<ConfigurationPropertyName>> names) {

	private static final Pattern GUID = Pattern.compile("[0-9a-f]{32}");

	/**
	 * Finds the names.
	 * @param map the property that is the map
	 * @param sources the sources that may declare names, the one that wins first
	 * @return the names
	 */
	static DeclaredNames in(ConfigurationPropertyName map, List<IterableConfigurationPropertySource> sources) {
		DeclaredNames found = new DeclaredNames(map, new LinkedHashMap<>());
		for (int i = sources.size() - 1; i >= 0; i--) {
			sources.get(i).stream().filter(found::isDeclaration).forEach(found::add);
		}
		return found;
	}

	/**
	 * A name is one element, and a property of what it names comes next.
	 */
	private boolean isDeclaration(ConfigurationPropertyName property) {
		return this.map.isAncestorOf(property) && property.getNumberOfElements() > start() + 1;
	}

	private void add(ConfigurationPropertyName property) {
		ConfigurationPropertyName name = property.chop(start() + 1);
		if (declarations(name).isEmpty()) {
			this.names.computeIfAbsent(uniform(text(name)), (key) -> new ArrayList<>()).add(name);
		}
	}

	/**
	 * Lets a source speak of what is declared by the declared names.
	 * @param source the source
	 * @return the source, or one in front of it
	 */
	ConfigurationPropertySource applyTo(ConfigurationPropertySource source) {
		if (!(source instanceof IterableConfigurationPropertySource iterable)) {
			return source;
		}
		List<RenamedElements> renamed = iterable.stream()
			.filter(this.map::isAncestorOf)
			.flatMap(this::renamed)
			.distinct()
			.toList();
		return renamed.isEmpty() ? source : new RenamedPropertySource(iterable, renamed);
	}

	private Stream<RenamedElements> renamed(ConfigurationPropertyName property) {
		return IntStream.range(start() + 1, property.getNumberOfElements())
			.mapToObj(property::chop)
			.flatMap((spelling) -> declarations(spelling).stream()
				.filter((name) -> !text(name).equals(text(spelling)) || isBracketed(name) != isBracketed(spelling))
				.map((name) -> new RenamedElements(spelling, name)));
	}

	/**
	 * Finds the declared names that something is a spelling of, which is one but for
	 * names that differ in their full stops alone.
	 */
	private List<ConfigurationPropertyName> declarations(ConfigurationPropertyName spelling) {
		String given = text(spelling);
		String uniform = uniform(given);
		List<ConfigurationPropertyName> known = this.names.getOrDefault(uniform, List.of());
		boolean anyPunctuation = !isBracketed(spelling) || GUID.matcher(uniform).matches();
		return anyPunctuation ? known : known.stream().filter((name) -> text(name).equalsIgnoreCase(given)).toList();
	}

	private boolean isBracketed(ConfigurationPropertyName name) {
		return name.getNumberOfElements() == start() + 1 && name.isLastElementIndexed();
	}

	private int start() {
		return this.map.getNumberOfElements();
	}

	/**
	 * Returns the part of a property that is the name.
	 */
	private String text(ConfigurationPropertyName property) {
		return IntStream.range(start(), property.getNumberOfElements())
			.mapToObj((i) -> property.getElement(i, Form.ORIGINAL))
			.collect(Collectors.joining("."));
	}

	/**
	 * Returns what of a name counts in an environment variable.
	 * @param name the name
	 * @return its letters and digits, in lower case
	 */
	static String uniform(String name) {
		return name.chars()
			.filter(Character::isLetterOrDigit)
			.mapToObj(Character::toString)
			.collect(Collectors.joining())
			.toLowerCase(Locale.ROOT);
	}

}
