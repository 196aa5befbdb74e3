package io.github.comspring.core.module;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The class loader of one module: the platform's classes, the runtime's own and the
 * shared types come from outside, everything else from the jar and the {@code Class-Path}
 * of its manifest, and from nowhere else.
 */
final class ModuleClassLoader extends URLClassLoader {

	static {
		registerAsParallelCapable();
	}

	private static final String RUNTIME = "io.github.comspring";

	private final ClassLoader clients;

	private final Set<String> shared;

	private final @Nullable Path copy;

	/**
	 * Creates a class loader.
	 * @param name the name of the module, for stack traces
	 * @param jar the jar
	 * @param clients the class loader of the clients
	 * @param shared the names of the shared types
	 * @param copy a file that is removed when this is closed, or {@code null} for none
	 */
	ModuleClassLoader(String name, URL jar, ClassLoader clients, Set<String> shared, @Nullable Path copy) {
		super(name, new URL[] { jar }, ClassLoader.getPlatformClassLoader());
		this.clients = clients;
		this.shared = shared;
		this.copy = copy;
	}

	@Override
	public void close() throws IOException {
		super.close();
		removeCopy();
	}

	/**
	 * Removes the file. On most systems what is open stays readable.
	 */
	void removeCopy() throws IOException {
		if (this.copy != null) {
			Files.deleteIfExists(this.copy);
		}
	}

	/**
	 * Defines a class of the runtime once more, as one of the module's.
	 * @param code its bytes
	 * @return the class
	 */
	Class<?> define(byte[] code) {
		return defineClass(null, code, 0, code.length);
	}

	@Override
	protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
		if (this.shared.contains(name)) {
			return this.clients.loadClass(name);
		}
		if (isOfTheRuntime(name)) {
			return ModuleClassLoader.class.getClassLoader().loadClass(name);
		}
		return super.loadClass(name, resolve);
	}

	/**
	 * Tells whether a class is in the root package, with nested classes, or in core.
	 */
	private static boolean isOfTheRuntime(String name) {
		return name.startsWith(RUNTIME + ".core.")
				|| (name.startsWith(RUNTIME + ".") && name.indexOf('.', RUNTIME.length() + 1) < 0);
	}

}
