package io.github.comspring.registry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Turns the nodes of one YAML document into a registry tree: mappings are keys, scalars
 * and sequences are values.
 */
final class NodeReader {

	private final Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());

	/**
	 * Reads the root of the document.
	 * @param node the node
	 * @return the tree
	 * @throws YamlFormatException if the document is no registry tree
	 */
	RegistryKey root(Node node) throws YamlFormatException {
		if (node instanceof MappingNode mapping) {
			this.seen.add(mapping);
			return key(mapping);
		}
		throw problem(node, "not a mapping of keys");
	}

	private RegistryKey key(MappingNode mapping) throws YamlFormatException {
		requireTag(mapping, Tag.MAP);
		RegistryKey key = RegistryKey.EMPTY;
		for (NodeTuple tuple : mapping.getValue()) {
			String name = name(tuple.getKeyNode());
			requireNoAlias(tuple);
			if (tuple.getValueNode() instanceof MappingNode below) {
				String keyName = requireKeyName(tuple.getKeyNode(), name);
				requireNew(tuple.getKeyNode(), key.key(keyName));
				key = key.withTree(keyName, key(below));
			}
			else {
				requireNew(tuple.getKeyNode(), key.value(name));
				key = key.withValue("", name, value(tuple.getValueNode()));
			}
		}
		return key;
	}

	private RegistryValue value(Node node) throws YamlFormatException {
		if (node instanceof ScalarNode scalar) {
			return ScalarReader.value(scalar);
		}
		requireTag(node, Tag.SEQ);
		List<String> texts = new ArrayList<>();
		for (Node element : ((SequenceNode) node).getValue()) {
			if (!(element instanceof ScalarNode scalar)) {
				throw problem(element, "a list may only have texts");
			}
			texts.add(ScalarReader.text(scalar));
		}
		return new MultiSz(texts);
	}

	private static String name(Node node) throws YamlFormatException {
		if (!(node instanceof ScalarNode scalar) || Tag.MERGE.equals(node.getTag()) || scalar.getValue().isEmpty()) {
			throw problem(node, "the name of a key or value must be a text");
		}
		return scalar.getValue();
	}

	/** A key that has the name of a value beside it ends in a backslash. */
	private static String requireKeyName(Node node, String name) throws YamlFormatException {
		String keyName = name.endsWith("\\") ? name.substring(0, name.length() - 1) : name;
		if (keyName.isEmpty() || keyName.contains("\\")) {
			throw problem(node, "the name of a key may not have a backslash; nest the keys");
		}
		return keyName;
	}

	private static void requireNew(Node node, @Nullable Object existing) throws YamlFormatException {
		if (existing != null) {
			throw problem(node, "'" + ((ScalarNode) node).getValue() + "' is there twice");
		}
	}

	/**
	 * Refuses aliases, which could make a small file a huge tree, or an endless one.
	 */
	private void requireNoAlias(NodeTuple tuple) throws YamlFormatException {
		Node value = tuple.getValueNode();
		if (!(value instanceof ScalarNode) && !this.seen.add(value)) {
			throw problem(tuple.getKeyNode(), "an alias (*) of a mapping or list; write it out");
		}
	}

	private static void requireTag(Node node, Tag tag) throws YamlFormatException {
		if (!tag.equals(node.getTag())) {
			throw problem(node, "the tag " + node.getTag().getValue() + " has no meaning here");
		}
	}

	private static YamlFormatException problem(Node node, String problem) {
		return new YamlFormatException(node.getStartMark().getLine() + 1, problem);
	}

}
