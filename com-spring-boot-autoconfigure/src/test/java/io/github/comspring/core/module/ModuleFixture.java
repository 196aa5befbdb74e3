package io.github.comspring.core.module;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.ActivationGuard;
import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.ComPointer;
import io.github.comspring.Guid;
import io.github.comspring.HResult;
import io.github.comspring.core.activation.DefaultActivator;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.reference.LeakDetector;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.MemoryHive;
import io.github.comspring.core.registry.RegistryValue;
import io.github.comspring.core.scm.protocol.Scm;
import io.github.comspring.fixture.Passage;
import io.github.comspring.fixture.Probe;
import io.github.comspring.fixture.ProbeModule;
import io.github.comspring.fixture.SingleProcess;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A whole process, as far as jars are concerned: registry, loader, activator.
 */
final class ModuleFixture implements AutoCloseable {

	final MemoryHive machine = new MemoryHive("machine");

	final ComRegistry registry = new ComRegistry(new MemoryHive("user"), this.machine, new MemoryHive("application"));

	/** The time in nanoseconds. */
	final AtomicLong now = new AtomicLong();

	final InProcessServers modules;

	final DefaultActivator activator;

	private final LeakDetector leakDetector = new LeakDetector(0);

	private final Path directory;

	ModuleFixture(Path directory) {
		this(directory, ActivationGuard.NONE);
	}

	ModuleFixture(Path directory, ActivationGuard guard) {
		Passage.clear();
		this.directory = directory;
		this.modules = new InProcessServers(guard, new SearchPath(List.of(directory)),
				ModuleFixture.class.getClassLoader(), new Apartments(CallContext.NONE), this.now::get);
		this.activator = new DefaultActivator(this.registry, new ClassTable(guard), this.modules, Scm.ABSENT,
				SingleProcess.objectRpc(this.leakDetector), this.leakDetector);
	}

	/**
	 * Makes a jar with one class of {@link Probe}s and registers the class.
	 */
	Clsid probe(String jar, @Nullable String threadingModel) {
		Clsid clsid = new Clsid(Guid.random());
		ProbeModule.jar(clsid).writeTo(this.directory.resolve(jar));
		register(clsid, jar, threadingModel);
		return clsid;
	}

	void register(Clsid clsid, String jar, @Nullable String threadingModel) {
		String key = "CLSID\\" + clsid + "\\InprocServer32";
		value(key, null, jar);
		if (threadingModel != null) {
			value(key, "ThreadingModel", threadingModel);
		}
	}

	void value(String key, @Nullable String name, String text) {
		this.machine.edit((root) -> root.withValue(key, name, new RegistryValue.Sz(text)));
	}

	ComPointer<Probe> create(Clsid clsid) {
		return this.activator.createInstance(clsid, Probe.class);
	}

	/**
	 * Creates an instance, calls it and releases it.
	 */
	int use(Clsid clsid) {
		try (ComPointer<Probe> pointer = create(clsid)) {
			return pointer.get().call();
		}
	}

	List<Path> loaded() {
		return this.modules.modules().stream().map((module) -> module.jar().getFileName()).toList();
	}

	/**
	 * Counts what keeps a loaded jar.
	 */
	int references(String jar) {
		LoadedModule module = this.modules.hold(new InprocServer(jar, null));
		module.release();
		return module.references();
	}

	static void assertFails(HResult expected, ThrowingCallable call) {
		assertThatExceptionOfType(ComException.class).isThrownBy(call)
			.satisfies((ex) -> assertThat(ex.hresult()).isEqualTo(expected));
	}

	@Override
	public void close() {
		this.modules.close();
		this.leakDetector.close();
		Passage.clear();
	}

}
