package io.github.comspring.registry;

import java.nio.file.Path;
import java.time.Duration;

import io.github.comspring.core.registry.RegistryKey;
import io.github.comspring.core.registry.RegistryValue.Dword;

/**
 * A process that never stops changing three values of a hive to the same number, each in
 * a file of its own.
 */
final class TogglingWriter {

	private TogglingWriter() {
	}

	/**
	 * Writes until the process is killed.
	 * @param arguments the directory
	 */
	public static void main(String[] arguments) {
		DirectoryHive hive = new DirectoryHive("machine", Path.of(arguments[0]), Duration.ZERO, System::nanoTime);
		for (int i = 1;; i++) {
			int number = i;
			hive.edit((root) -> all(root, number));
		}
	}

	/**
	 * Sets the three values.
	 */
	static RegistryKey all(RegistryKey root, int number) {
		Dword value = new Dword(number);
		return root.withValue("A", "v", value).withValue("B", "v", value).withValue("C", "v", value);
	}

}
