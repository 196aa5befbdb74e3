package io.github.comspring.core.registry;

import java.util.Arrays;
import java.util.List;

/**
 * A typed value of the registry.
 */
public sealed interface RegistryValue {

	/**
	 * Text ({@code REG_SZ}).
	 *
	 * @param text the text
	 */
	record Sz(String text) implements RegistryValue {
	}

	/**
	 * Text with environment variables as {@code %NAME%} ({@code REG_EXPAND_SZ}).
	 *
	 * @param text the text as it was written
	 */
	record ExpandSz(String text) implements RegistryValue {
	}

	/**
	 * A 32-bit number ({@code REG_DWORD}).
	 *
	 * @param number the number
	 */
	record Dword(int number) implements RegistryValue {
	}

	/**
	 * Several texts ({@code REG_MULTI_SZ}).
	 *
	 * @param texts the texts
	 */
	record MultiSz(List<String> texts) implements RegistryValue {

		public MultiSz {
			texts = List.copyOf(texts);
		}

	}

	/**
	 * Bytes ({@code REG_BINARY}).
	 *
	 * @param bytes the bytes
	 */
	record Binary(byte[] bytes) implements RegistryValue {

		public Binary {
			bytes = bytes.clone();
		}

		@Override
		public byte[] bytes() {
			return this.bytes.clone();
		}

		@Override
		public boolean equals(Object obj) {
			return obj instanceof Binary other && Arrays.equals(this.bytes, other.bytes);
		}

		@Override
		public int hashCode() {
			return Arrays.hashCode(this.bytes);
		}

	}

}
