package io.github.comspring.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.github.comspring.ClassContext;
import io.github.comspring.ComModule;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs a module for its tests, in the process of the test and in a surrogate, with the
 * real runtime and without Spring. To be registered as a static field:
 *
 * <pre>
 * &#64;RegisterExtension
 * static final ComModuleExtension module = ComModuleExtension.ofClasses(GreeterModule.class, Greeter.class);
 * </pre>
 *
 * A test fails that leaves a pointer open; the test class fails if the surrogate does not
 * end in good order, or a process that the module started outlives the tests. The
 * surrogate is started by the first test that needs it, and ended after the last. The
 * methods may be called from any thread, but tests that share an extension must not run
 * at the same time.
 */
public final class ComModuleExtension
		implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

	private final JarSource source;

	private final OpenPointers open = new OpenPointers();

	/** How many test classes are under way, the nested ones inside of the others. */
	private int depth;

	private @Nullable Path directory;

	private volatile @Nullable ModuleMachine machine;

	private ComModuleExtension(JarSource source) {
		this.source = source;
	}

	/**
	 * Tests a module that is packed.
	 * @param jar its jar
	 * @return the extension
	 */
	public static ComModuleExtension ofJar(Path jar) {
		return new ComModuleExtension((directory) -> jar.toAbsolutePath());
	}

	/**
	 * Tests a module as its classes were compiled. All that is in the directory of the
	 * module's class becomes its jar, and the rest of the class path of the tests its
	 * {@code Class-Path}, so that it has its libraries in a surrogate, too. Whether the
	 * packed jar names them, {@link #ofJar(Path)} tells.
	 * @param module the class of the module, unless a manifest in the directory names
	 * another one
	 * @param interfaces what it shares with its clients, unless the manifest says so
	 * @return the extension
	 */
	public static ComModuleExtension ofClasses(Class<? extends ComModule> module, Class<?>... interfaces) {
		return new ComModuleExtension(new ModuleArchive(module, List.of(interfaces))::in);
	}

	/**
	 * Returns the module in the process of the test.
	 * @return where its classes can be had
	 */
	public ModuleHost inProcess() {
		return host(ClassContext.INPROC_SERVER);
	}

	/**
	 * Returns the module in a surrogate.
	 * @return where its classes can be had
	 */
	public ModuleHost inSurrogate() {
		return host(ClassContext.LOCAL_SERVER);
	}

	private ModuleHost host(ClassContext context) {
		return new ModuleHost(started(), context, this.open);
	}

	private ModuleMachine started() {
		ModuleMachine present = this.machine;
		if (present == null) {
			throw new ExtensionConfigurationException(
					"No test runs that this extension knows of; register it as a static field");
		}
		return present;
	}

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		if (this.depth++ == 0) {
			Path fresh = Files.createTempDirectory("comspring-module-");
			this.directory = fresh;
			this.machine = new ModuleMachine(this.source.in(fresh), context.getRequiredTestClass().getClassLoader());
		}
	}

	@Override
	public void beforeEach(ExtensionContext context) {
		started();
	}

	@Override
	public void afterEach(ExtensionContext context) {
		this.open.requireNone();
	}

	@Override
	public void afterAll(ExtensionContext context) throws IOException {
		if (--this.depth > 0) {
			return;
		}
		ModuleMachine ended = this.machine;
		this.machine = null;
		List<String> left = (ended != null) ? ended.end() : List.of();
		removeDirectory();
		if (!left.isEmpty()) {
			throw new AssertionError("The tests left behind: " + String.join("; ", left));
		}
	}

	private void removeDirectory() throws IOException {
		Path made = this.directory;
		if (made == null) {
			return;
		}
		try (Stream<Path> files = Files.list(made)) {
			for (Path each : files.toList()) {
				Files.delete(each);
			}
		}
		Files.delete(made);
	}

	/**
	 * Finds the jar of a module, or makes it.
	 */
	private interface JarSource {

		Path in(Path directory) throws IOException;

	}

}
