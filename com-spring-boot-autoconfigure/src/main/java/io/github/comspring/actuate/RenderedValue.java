package io.github.comspring.actuate;

import java.util.HexFormat;

import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.registry.RegistryValue.Binary;
import io.github.comspring.core.registry.RegistryValue.Dword;
import io.github.comspring.core.registry.RegistryValue.ExpandSz;
import io.github.comspring.core.registry.RegistryValue.MultiSz;
import io.github.comspring.core.registry.RegistryValue.Sz;

/**
 * A value of the registry as JSON has it.
 *
 * @param type the name of its type
 * @param value text, a number or a list of texts; bytes in hexadecimal digits
 */
record RenderedValue(String type, Object value) {

	/**
	 * Renders a value.
	 * @param value the value
	 * @return its type and content
	 */
	static RenderedValue of(RegistryValue value) {
		if (value instanceof Sz sz) {
			return new RenderedValue("REG_SZ", sz.text());
		}
		if (value instanceof ExpandSz expandSz) {
			return new RenderedValue("REG_EXPAND_SZ", expandSz.text());
		}
		if (value instanceof Dword dword) {
			return new RenderedValue("REG_DWORD", dword.number());
		}
		if (value instanceof MultiSz multiSz) {
			return new RenderedValue("REG_MULTI_SZ", multiSz.texts());
		}
		return new RenderedValue("REG_BINARY", HexFormat.of().formatHex(((Binary) value).bytes()));
	}

}
