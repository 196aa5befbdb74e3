package io.github.comspring.core.activation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.Regcls;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * An activator on a real class table and a real registry; what the tests add stands for
 * jars, processes and machines.
 */
final class ActivationFixture implements AutoCloseable {

	final MemoryHive machine = new MemoryHive("machine");

	final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.machine, new MemoryHive("application"));

	final ClassTable classTable;

	final LeakDetector leakDetector = new LeakDetector(0);

	private final List<ClassObjectSource> sources = new ArrayList<>();

	ActivationFixture() {
		this(ActivationGuard.NONE);
	}

	ActivationFixture(ActivationGuard guard) {
		this.classTable = new ClassTable(guard);
		this.sources.add(new ClassTableSource(ClassContext.INPROC_SERVER, this.classTable));
		// Stands for the application, which holds its own process
		this.classTable.addRefServerProcess();
	}

	/**
	 * Adds a place to look, after those that are there.
	 */
	TestSource source(ClassContext context, Function<Activation, @Nullable Object> classObject) {
		TestSource source = new TestSource(context, classObject);
		this.sources.add(source);
		return source;
	}

	void source(ClassObjectSource source) {
		this.sources.add(source);
	}

	DefaultActivator activator() {
		return new DefaultActivator(this.registry, OwnClasses.NONE, this.leakDetector, this.sources);
	}

	/**
	 * Registers a class object for this process.
	 */
	int register(Clsid clsid, Object classObject) {
		return this.classTable.register(CoClass.of(clsid), classObject, ClassContext.INPROC_SERVER, Regcls.MULTIPLEUSE);
	}

	void value(String path, @Nullable String name, String text) {
		this.machine.edit((root) -> root.withValue(path, name, new RegistryValue.Sz(text)));
	}

	/**
	 * Makes a class known to the registry.
	 */
	Clsid registered() {
		Clsid clsid = new Clsid(Guid.random());
		value("CLSID\\" + clsid, null, "A class");
		return clsid;
	}

	static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@Override
	public void close() {
		this.leakDetector.close();
	}

}
