package io.github.comspring.core.module;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

import io.github.comspring.Clsid;
import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.ProgId;
import io.github.comspring.core.Shortage;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest of a jar says of it as an in-process server. Reading it loads none of
 * the jar's classes.
 *
 * @param moduleClass the name of its {@link io.github.comspring.ComModule}
 * ({@code Com-Module}), or {@code null} if the jar is no in-process server
 * @param interfaces the names of the interfaces it shares with its clients
 * ({@code Com-Interfaces}, separated by commas or blanks)
 * @param classes its classes ({@code Com-Classes}, such as {@code Desk.PageRasterizer.1
 * {6F0F…}}, separated by commas)
 * @param selfRegistering whether it registers itself ({@code OLESelfRegister}, whatever
 * its value)
 * @param classPath the files that it needs besides ({@code Class-Path})
 */
public record ModuleManifest(@Nullable String moduleClass, List<String> interfaces, Map<ProgId, Clsid> classes,
		boolean selfRegistering, List<String> classPath) {

	/**
	 * Reads the manifest of a jar.
	 * @param jar the jar
	 * @return what it says
	 * @throws ComException {@code CO_E_DLLNOTFOUND} if there is no such file,
	 * {@code CO_E_ERRORINDLL} if it is no jar or its manifest is malformed,
	 * {@code RPC_S_OUT_OF_RESOURCES} if this process can open no more files
	 */
	public static ModuleManifest read(Path jar) {
		if (!Files.isRegularFile(jar)) {
			throw new ComException(HResult.CO_E_DLLNOTFOUND, "There is no file " + jar);
		}
		try (JarFile file = new JarFile(jar.toFile())) {
			Manifest manifest = file.getManifest();
			return of((manifest != null) ? manifest.getMainAttributes() : new Attributes());
		}
		catch (IOException ex) {
			throw Shortage
				.failure(HResult.CO_E_ERRORINDLL, jar + " cannot be read as a jar",
						": " + ex.getMessage()
								+ (Files.isReadable(jar) ? ". Build it again, or name another one"
										: ". Let the user of this process read it, and the directories that it is in"),
						ex);
		}
		catch (ComException ex) {
			throw new ComException(HResult.CO_E_ERRORINDLL, "The manifest of " + jar + " is malformed: " + ex.detail(),
					ex);
		}
	}

	/**
	 * Lists the files that a jar is loaded from: itself and those on its class path,
	 * which need not be there.
	 * @param jar the jar
	 * @return the files, the jar alone if it cannot be read
	 */
	public static List<Path> files(Path jar) {
		List<Path> files = new ArrayList<>(List.of(jar));
		try {
			read(jar).classPath().forEach((entry) -> addFile(files, jar.toUri(), entry));
		}
		catch (ComException ex) {
			// Who loads it is told why
		}
		return files;
	}

	private static void addFile(List<Path> files, URI jar, String entry) {
		try {
			URI place = jar.resolve(entry);
			if ("file".equals(place.getScheme())) {
				files.add(Path.of(place));
			}
		}
		catch (IllegalArgumentException ex) {
			// It is nothing that could be loaded
		}
	}

	private static ModuleManifest of(Attributes attributes) {
		String module = attributes.getValue("Com-Module");
		return new ModuleManifest((module != null) ? module.trim() : null,
				words(attributes.getValue("Com-Interfaces"), "[,\\s]+"),
				classes(words(attributes.getValue("Com-Classes"), ",")),
				attributes.containsKey(new Attributes.Name("OLESelfRegister")),
				words(attributes.getValue(Attributes.Name.CLASS_PATH), "\\s+"));
	}

	private static List<String> words(@Nullable String text, String separator) {
		return (text == null) ? List.of()
				: Arrays.stream(text.split(separator)).map(String::trim).filter((word) -> !word.isEmpty()).toList();
	}

	private static Map<ProgId, Clsid> classes(List<String> entries) {
		Map<ProgId, Clsid> classes = new LinkedHashMap<>();
		for (String entry : entries) {
			String[] parts = entry.split("\\s+");
			if (parts.length != 2) {
				throw new ComException(HResult.CO_E_CLASSSTRING,
						"'" + entry + "' in Com-Classes is not a ProgID and a CLSID with a blank between");
			}
			classes.put(new ProgId(parts[0]), Clsid.of(parts[1]));
		}
		return Map.copyOf(classes);
	}

}
