package io.github.comspring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryValue;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.Sanitizer;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * {@link Endpoint @Endpoint} that shows the registry: one tree of keys, each with what
 * each hive and file has for it.
 */
@Endpoint(id = "comregistry")
public class ComRegistryEndpoint {

	private final List<Hive> hives;

	private final Sanitizer sanitizer;

	private final Show showValues;

	/**
	 * Creates an endpoint.
	 * @param hives the hives, the one that wins first
	 * @param sanitizingFunctions hide values that must not be shown
	 * @param showValues when to show values at all
	 */
	public ComRegistryEndpoint(List<Hive> hives, Iterable<SanitizingFunction> sanitizingFunctions, Show showValues) {
		this.hives = List.copyOf(hives);
		this.sanitizer = new Sanitizer(sanitizingFunctions);
		this.showValues = showValues;
	}

	/**
	 * Returns the whole registry.
	 * @return the keys below the root
	 */
	@ReadOperation
	public ComRegistryDescriptor comRegistry() {
		return comRegistry(this.showValues.isShown(true));
	}

	/**
	 * Returns the whole registry.
	 * @param showUnsanitized whether to show values
	 * @return the keys below the root
	 */
	ComRegistryDescriptor comRegistry(boolean showUnsanitized) {
		return new ComRegistryDescriptor(describeKeys("", RegistrySource.of(this.hives), showUnsanitized));
	}

	private Map<String, KeyDescriptor> describeKeys(String path, List<RegistrySource> parents, boolean show) {
		Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
		parents.forEach((parent) -> names.addAll(parent.key().keys().keySet()));
		Map<String, KeyDescriptor> keys = new LinkedHashMap<>();
		names.forEach(
				(name) -> keys.put(name, describeKey(path + name + "\\", RegistrySource.below(parents, name), show)));
		return keys;
	}

	private KeyDescriptor describeKey(String path, List<RegistrySource> sources, boolean show) {
		List<EntryDescriptor> entries = sources.stream().map((source) -> describeEntry(path, source, show)).toList();
		return new KeyDescriptor(entries, describeKeys(path, sources, show));
	}

	private EntryDescriptor describeEntry(String path, RegistrySource source, boolean show) {
		Map<String, ValueDescriptor> values = new LinkedHashMap<>();
		source.key().allValues().forEach((name, value) -> values.put(name, describeValue(path + name, value, show)));
		return new EntryDescriptor(source.hive(), source.name(), values);
	}

	private ValueDescriptor describeValue(String path, RegistryValue value, boolean show) {
		RenderedValue rendered = RenderedValue.of(value);
		return new ValueDescriptor(rendered.type(),
				this.sanitizer.sanitize(new SanitizableData(null, path, rendered.value()), show));
	}

	/**
	 * The registry.
	 *
	 * @param keys the keys below the root by their names
	 */
	public record ComRegistryDescriptor(Map<String, KeyDescriptor> keys) implements OperationResponseBody {
	}

	/**
	 * A key.
	 *
	 * @param entries what the hives have for the key, the one that wins first
	 * @param keys the keys below by their names
	 */
	public record KeyDescriptor(List<EntryDescriptor> entries, Map<String, KeyDescriptor> keys) {
	}

	/**
	 * What one source has for a key.
	 *
	 * @param hive the name of the hive
	 * @param source the name of the hive's file or other source
	 * @param values the values by their names, the default value as {@code (default)}
	 */
	public record EntryDescriptor(String hive, String source, Map<String, ValueDescriptor> values) {
	}

	/**
	 * A value.
	 *
	 * @param type the type, such as {@code REG_SZ}
	 * @param value the value, sanitized
	 */
	public record ValueDescriptor(String type, @Nullable Object value) {
	}

}
