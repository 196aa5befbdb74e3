package io.github.comspring.autoconfigure.declaration;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.comspring.Clsid;
import io.github.comspring.CoClass;
import io.github.comspring.ComException;
import io.github.comspring.ProgId;
import io.github.comspring.autoconfigure.properties.ComProperties.ClassDeclaration;
import io.github.comspring.autoconfigure.properties.ComPropertySources;
import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;
import io.github.comspring.core.module.ModuleManifest;
import io.github.comspring.core.module.SearchPath;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Compares what the properties say of jars with what the jars say of themselves, as far
 * as they are there: one may come later.
 *
 * @param classes the classes by their names
 * @param ids their ids
 * @param searchPath finds the jars
 * @param sources tells where a property stands
 */
public record DeclaredJars(Map<String, ClassDeclaration> classes, DeclaredIds ids, SearchPath searchPath,
		ComPropertySources sources) {

	private static final Log logger = LogFactory.getLog(DeclaredJars.class);

	/**
	 * Checks all jars, and warns of the classes that run in this process because nothing
	 * says where they should.
	 * @throws InvalidComPropertyException if a jar lists another class id
	 */
	public void check() {
		this.classes.forEach((name, declaration) -> {
			String jar = declaration.inProcessServer();
			if (jar != null) {
				warnOfDefault(name, declaration);
				check(name, jar);
			}
		});
	}

	private void warnOfDefault(String name, ClassDeclaration declaration) {
		if (declaration.context() == null) {
			logger.warn(place(name) + " runs in this process, with all that its jar does, as it has no context. Set "
					+ DeclaredIds.property(name, "context")
					+ " to surrogate for a process of its own, or to in-process if this is meant");
		}
	}

	private void check(String name, String jar) {
		Path file;
		ModuleManifest manifest;
		try {
			file = this.searchPath.find(jar);
			manifest = ModuleManifest.read(file);
		}
		catch (ComException ex) {
			return;
		}
		checkClass(name, file, manifest.classes());
		List<String> missing = manifest.classPath().stream().filter((entry) -> isMissing(file, entry)).toList();
		if (!missing.isEmpty()) {
			logger.warn(place(name) + " may fail: its jar " + file + " names on the Class-Path of its manifest what is"
					+ " not there, relative to the directory of the jar: " + missing);
		}
	}

	private void checkClass(String name, Path file, Map<ProgId, Clsid> listed) {
		CoClass coClass = this.ids.coClass(name);
		Clsid other = (coClass.progId() != null) ? listed.get(coClass.progId()) : null;
		if (other != null && !other.equals(coClass.clsid())) {
			throw new InvalidComPropertyException(DeclaredIds.property(name, "clsid"), coClass.clsid().toString(),
					"contradicts the jar " + file + ", which lists " + coClass.progId() + " as " + other
							+ " in Com-Classes",
					"Leave it out, as the jar says it", "Set it to " + other, "Use the jar that belongs to it");
		}
	}

	private static boolean isMissing(Path jar, String entry) {
		try {
			URI place = jar.toUri().resolve(entry);
			return "file".equals(place.getScheme()) && !Files.exists(Path.of(place));
		}
		catch (IllegalArgumentException ex) {
			return true;
		}
	}

	/**
	 * Names a class and where it is declared.
	 */
	private String place(String name) {
		return "Class " + this.ids.coClass(name) + " ("
				+ this.sources.origin(DeclaredIds.property(name, "in-process-server")) + ")";
	}

}
