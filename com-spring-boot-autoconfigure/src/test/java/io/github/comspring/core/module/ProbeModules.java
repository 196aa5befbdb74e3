package io.github.comspring.core.module;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.comspring.Activation;
import io.github.comspring.ActivationGuard;
import io.github.comspring.ClassContext;
import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.Iid;
import io.github.comspring.core.apartment.Apartments;
import io.github.comspring.core.apartment.CallContext;
import io.github.comspring.core.reference.ClassObject;
import io.github.comspring.core.registry.ClassRegistration.InprocServer;
import io.github.comspring.fixture.ModuleJar;
import org.jspecify.annotations.Nullable;

/**
 * A loader with a clock of its own, and real jars that implement {@link Probe}.
 */
final class ProbeModules implements AutoCloseable {

	static final Clsid PROBE = Clsid.of("{3B2A9A40-0D6B-49B3-9F7A-5A6D0B1C2E02}");

	static final Clsid OTHER = Clsid.of("{3B2A9A40-0D6B-49B3-9F7A-5A6D0B1C2E03}");

	final AtomicLong now = new AtomicLong(1);

	final InProcessServers servers;

	private final Path directory;

	ProbeModules(Path directory) {
		this(directory, ActivationGuard.NONE);
	}

	ProbeModules(Path directory, ActivationGuard guard) {
		this.directory = directory;
		this.servers = new InProcessServers(guard, new SearchPath(List.of(directory)), getClass().getClassLoader(),
				new Apartments(CallContext.NONE), this.now::get);
	}

	/**
	 * Writes a jar whose module counts how often it was loaded in a system property of
	 * its name.
	 * @param name the name of the jar
	 * @param members more members of the module, such as {@code canUnloadNow}
	 * @return the jar
	 */
	Path jar(String name, String members) throws IOException {
		return probe(name, members).write(this.directory.resolve(name));
	}

	static ModuleJar probe(String name, String members) {
		return new ModuleJar().attribute("Com-Module", "probe.ProbeModule")
			.attribute("Com-Interfaces", Probe.class.getName())
			.source("probe.ProbeModule", """
					import io.github.comspring.*;
					import io.github.comspring.core.module.Probe;
					public class ProbeModule implements ComModule {
						static int calls;
						static { System.setProperty("%1$s", "" + (Integer.getInteger("%1$s", 0) + 1)); }
						public Object getClassObject(Clsid clsid) {
							if (!clsid.equals(Clsid.of("%2$s"))) {
								throw new ComException(HResult.CLASS_E_CLASSNOTAVAILABLE, "Not here: " + clsid);
							}
							ClassFactory<Probe> factory = (type) -> new ProbeObject();
							return factory;
						}
						%3$s
					}
					""".formatted(name, PROBE, members))
			.source("probe.ProbeObject",
					"""
							import io.github.comspring.core.module.Probe;
							public class ProbeObject implements Probe {
								private final String constructor = Thread.currentThread().getName();
								public Answer ask(String question) throws RefusedException {
									return switch (question) {
										case "refuse" -> throw new RefusedException("refused");
										case "constructor" -> new Answer(this.constructor, Thread.currentThread().getName());
										case "calls" -> new Answer("" + ++ProbeModule.calls, Thread.currentThread().getName());
										case "spring" -> new Answer("" + sees("org.springframework.core.SpringVersion"), "");
										default -> new Answer(question, Thread.currentThread().getName());
									};
								}
								private static boolean sees(String name) {
									try { Class.forName(name); return true; } catch (ClassNotFoundException ex) { return false; }
								}
							}
							""");
	}

	static final String MAY_GO = "public boolean canUnloadNow() { return true; }";

	/**
	 * Returns how often a jar was loaded in this process.
	 */
	static int loads(String name) {
		return Integer.getInteger(name, 0);
	}

	ClassObject classObject(String name, @Nullable String model) {
		return classObject(PROBE, name, model);
	}

	ClassObject classObject(Clsid clsid, String name, @Nullable String model) {
		Activation activation = Activation.inProcess(CoClass.of(clsid), Iid.UNKNOWN, ClassContext.INPROC_SERVER);
		return this.servers.getClassObject(activation, new InprocServer(name, model));
	}

	void free(Duration delay) {
		this.servers.freeUnusedLibraries(delay);
	}

	boolean isLoaded(String name) {
		return this.servers.modules().stream().anyMatch((module) -> module.jar().endsWith(name));
	}

	@Override
	public void close() {
		this.servers.close();
	}

}
