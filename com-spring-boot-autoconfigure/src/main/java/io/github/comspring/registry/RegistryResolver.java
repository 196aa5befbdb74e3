package io.github.comspring.registry;

import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Tells what a scalar without quotes and tag is: a number, nothing, the sign of a merge,
 * or else text. Safe from any thread once it is made.
 */
final class RegistryResolver extends Resolver {

	@Override
	protected void addImplicitResolvers() {
		addImplicitResolver(Tag.INT, INT, "-+0123456789");
		addImplicitResolver(Tag.MERGE, MERGE, "<");
		addImplicitResolver(Tag.NULL, NULL, "~nN\0");
		addImplicitResolver(Tag.NULL, EMPTY, null);
	}

}
