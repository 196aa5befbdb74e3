package io.github.comspring.registry;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Writes a registry tree as YAML, as {@link YamlParser} reads it: values first, then
 * keys, each in the order of their names. Safe from any thread.
 */
final class YamlPrinter {

	/**
	 * Writes a tree.
	 * @param tree the tree
	 * @return the document in UTF-8
	 */
	byte[] print(RegistryKey tree) {
		DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(FlowStyle.BLOCK);
		options.setSplitLines(false);
		StringWriter text = new StringWriter();
		new Yaml(options).serialize(key(tree), text);
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private static Node key(RegistryKey key) {
		List<NodeTuple> tuples = new ArrayList<>();
		Map<String, RegistryValue> values = key.allValues();
		values.forEach((name, value) -> tuples.add(new NodeTuple(text(Tag.STR, name), value(value))));
		key.keys().forEach((name, below) -> {
			String keyName = values.containsKey(name) ? name + "\\" : name;
			tuples.add(new NodeTuple(text(Tag.STR, keyName), key(below)));
		});
		return new MappingNode(Tag.MAP, tuples, tuples.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
	}

	private static Node value(RegistryValue value) {
		if (value instanceof Sz sz) {
			return text(Tag.STR, sz.text());
		}
		if (value instanceof ExpandSz expandSz) {
			return text(ScalarReader.EXPAND, expandSz.text());
		}
		if (value instanceof Dword dword) {
			return text(Tag.INT, Integer.toString(dword.number()));
		}
		if (value instanceof Binary binary) {
			return text(Tag.BINARY, Base64.getEncoder().encodeToString(binary.bytes()));
		}
		List<Node> texts = new ArrayList<>();
		((MultiSz) value).texts().forEach((text) -> texts.add(text(Tag.STR, text)));
		return new SequenceNode(Tag.SEQ, texts, FlowStyle.FLOW);
	}

	private static Node text(Tag tag, String text) {
		boolean escaped = text.chars().anyMatch(YamlPrinter::isInvisible);
		return new ScalarNode(tag, text, null, null, escaped ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
	}

	private static boolean isInvisible(int character) {
		return Character.isISOControl(character) || character == '\u2028' || character == '\u2029'
				|| character == '\uFEFF';
	}

}
