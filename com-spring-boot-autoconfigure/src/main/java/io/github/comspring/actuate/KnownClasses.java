package io.github.comspring.actuate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ProgId;
import io.github.comspring.actuate.ComClassesEndpoint.ClassObjectDescriptor;
import io.github.comspring.actuate.ComClassesEndpoint.ComClassDescriptor;
import io.github.comspring.actuate.ComClassesEndpoint.RegistryDescriptor;
import io.github.comspring.core.classtable.ClassTable;
import io.github.comspring.core.classtable.ClassTable.Registration;
import io.github.comspring.core.module.InProcessServers;
import io.github.comspring.core.registry.ClassRegistration;
import io.github.comspring.core.registry.ComRegistry;
import io.github.comspring.core.registry.Hive;
import io.github.comspring.core.registry.RegistryKey;
import org.jspecify.annotations.Nullable;

/**
 * The classes that this process knows: those in the registry, and those in its class
 * table.
 */
public final class KnownClasses {

	private final ComRegistry registry;

	private final List<Hive> hives;

	private final ClassTable classTable;

	private final InProcessServers modules;

	/**
	 * Creates a view.
	 * @param registry says where classes run
	 * @param hives the hives of the registry, the one that wins first
	 * @param classTable the running class objects
	 * @param modules the loaded jars
	 */
	public KnownClasses(ComRegistry registry, List<Hive> hives, ClassTable classTable, InProcessServers modules) {
		this.registry = registry;
		this.hives = List.copyOf(hives);
		this.classTable = classTable;
		this.modules = modules;
	}

	/**
	 * Describes all classes.
	 * @return the classes by their CLSID, in its order
	 */
	Map<String, ComClassDescriptor> all() {
		List<Registration> running = this.classTable.registrations();
		Map<String, ComClassDescriptor> classes = new LinkedHashMap<>();
		for (Clsid clsid : clsids(running)) {
			classes.put(clsid.toString(), describe(clsid, running));
		}
		return classes;
	}

	/**
	 * Describes a class.
	 * @param id its CLSID with or without braces, or its ProgID
	 * @return the class, or {@code null} if it is unknown
	 */
	@Nullable ComClassDescriptor find(String id) {
		List<Registration> running = this.classTable.registrations();
		return identify(id).filter(clsids(running)::contains).map((clsid) -> describe(clsid, running)).orElse(null);
	}

	private Optional<Clsid> identify(String id) {
		try {
			return Optional.of(ProgId.isValid(id) ? this.registry.clsid(id) : Clsid.of(id));
		}
		catch (ComException ex) {
			return Optional.empty();
		}
	}

	private Set<Clsid> clsids(List<Registration> running) {
		Set<Clsid> clsids = new TreeSet<>();
		running.forEach((registration) -> clsids.add(registration.classObject().coClass().clsid()));
		for (Hive hive : this.hives) {
			RegistryKey registered = hive.root().key("CLSID");
			if (registered != null) {
				registered.keys().keySet().forEach((name) -> identify(name).ifPresent(clsids::add));
			}
		}
		return clsids;
	}

	private ComClassDescriptor describe(Clsid clsid, List<Registration> running) {
		List<Registration> own = running.stream()
			.filter((registration) -> registration.classObject().coClass().clsid().equals(clsid))
			.toList();
		CoClass coClass = own.isEmpty() ? this.registry.coClass(clsid) : own.get(0).classObject().coClass();
		return ComClassDescriptor.of(coClass, describeRegistry(clsid),
				Stream.concat(own.stream().map(ClassObjectDescriptor::of), loaded(clsid)).toList());
	}

	private Stream<ClassObjectDescriptor> loaded(Clsid clsid) {
		return this.modules.modules()
			.stream()
			.flatMap((module) -> module.classObjects()
				.stream()
				.filter((classObject) -> classObject.coClass().clsid().equals(clsid))
				.map((classObject) -> ClassObjectDescriptor.of(module, classObject)));
	}

	private @Nullable RegistryDescriptor describeRegistry(Clsid clsid) {
		List<String> sources = RegistrySource.below(RegistrySource.of(this.hives), "CLSID\\" + clsid)
			.stream()
			.map(RegistrySource::toString)
			.toList();
		try {
			ClassRegistration registration = this.registry.registration(clsid);
			return (registration != null) ? RegistryDescriptor.of(sources, registration) : null;
		}
		catch (ComException ex) {
			return RegistryDescriptor.unusable(sources, ex);
		}
	}

}
