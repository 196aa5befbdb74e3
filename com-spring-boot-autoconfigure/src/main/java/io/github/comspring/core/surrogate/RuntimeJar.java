package io.github.comspring.core.surrogate;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.Sha256;
import io.github.comspring.core.Shortage;

/**
 * The runtime as a jar of its own: the root package and core, and nothing that needs
 * Spring. A JVM cannot read a jar inside another one, nor archive the classes of a
 * directory. It is the in-process server of {@link SurrogateRehearsal}, too.
 *
 * @param cache keeps the jar, one of each content
 */
record RuntimeJar(RuntimeCache cache) {

	private static final String ROOT = "io/github/comspring/";

	private static final String MANIFEST = "Manifest-Version: 1.0\r\nMain-Class: " + SurrogateMain.class.getName()
			+ "\r\nEnable-Native-Access: ALL-UNNAMED\r\nCom-Module: " + RehearsalModule.class.getName() + "\r\n\r\n";

	private static final String LOGGERS = "META-INF/services/" + System.LoggerFinder.class.getName();

	/** Any time, as long as it is always the same. */
	private static final long TIMESTAMP = 1_000_000_000_000L;

	/**
	 * Copies the runtime.
	 * @param location the directory or jar that it is in
	 * @return the copy
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if it cannot be copied,
	 * {@code RPC_S_OUT_OF_RESOURCES} for want of files
	 */
	Path of(URL location) {
		try {
			byte[] content = write(read(location));
			return this.cache.file(name(content), content);
		}
		catch (IOException | UncheckedIOException ex) {
			throw Shortage.failure(HResult.CO_E_CREATEPROCESS_FAILURE,
					"The classes of the runtime cannot be copied from " + location + " to " + this.cache.directory()
							+ " or a temporary directory",
					"", ex);
		}
	}

	/**
	 * Tells whether a copy is what it was when it was made.
	 * @param copy the copy
	 * @return whether it is; {@code false} if it is gone
	 */
	boolean isIntact(Path copy) {
		try {
			return copy.getFileName().toString().equals(name(Files.readAllBytes(copy)));
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static String name(byte[] content) {
		byte[] hash = Sha256.digest().digest(content);
		return "runtime-" + HexFormat.of().formatHex(hash) + ".jar";
	}

	private static Map<String, byte[]> read(URL location) throws IOException {
		Map<String, byte[]> entries = location.getProtocol().equals("file") ? readFile(path(location))
				: readNested(location);
		if (entries.isEmpty()) {
			throw new IOException("There are no classes of the runtime");
		}
		entries.put(JarFile.MANIFEST_NAME, MANIFEST.getBytes(StandardCharsets.UTF_8));
		entries.put(LOGGERS, SurrogateLoggers.class.getName().getBytes(StandardCharsets.UTF_8));
		return entries;
	}

	private static Path path(URL location) throws IOException {
		try {
			return Path.of(location.toURI());
		}
		catch (URISyntaxException ex) {
			throw new IOException("This is no path", ex);
		}
	}

	private static Map<String, byte[]> readFile(Path file) throws IOException {
		if (Files.isDirectory(file)) {
			return readDirectory(file);
		}
		try (JarFile jar = new JarFile(file.toFile())) {
			return readJar(jar);
		}
	}

	private static Map<String, byte[]> readDirectory(Path directory) throws IOException {
		Map<String, byte[]> entries = new TreeMap<>();
		try (Stream<Path> files = Files.walk(directory.resolve(ROOT))) {
			for (Path each : files.filter(Files::isRegularFile).toList()) {
				String name = directory.relativize(each).toString().replace(File.separatorChar, '/');
				if (isOfTheRuntime(name)) {
					entries.put(name, Files.readAllBytes(each));
				}
			}
		}
		return entries;
	}

	private static Map<String, byte[]> readNested(URL location) throws IOException {
		URLConnection connection = location.openConnection();
		// Closed here, and not the one of the application
		connection.setUseCaches(false);
		if (!(connection instanceof JarURLConnection nested)) {
			throw new IOException("This is no jar");
		}
		try (JarFile jar = nested.getJarFile()) {
			return readJar(jar);
		}
	}

	private static Map<String, byte[]> readJar(JarFile jar) throws IOException {
		Map<String, byte[]> entries = new TreeMap<>();
		for (JarEntry each : jar.stream().filter((entry) -> isOfTheRuntime(entry.getName())).toList()) {
			try (InputStream in = jar.getInputStream(each)) {
				entries.put(each.getName(), in.readAllBytes());
			}
		}
		return entries;
	}

	private static boolean isOfTheRuntime(String name) {
		return name.startsWith(ROOT) && !name.endsWith("/")
				&& (name.startsWith(ROOT + "core/") || name.indexOf('/', ROOT.length()) < 0);
	}

	private static byte[] write(Map<String, byte[]> entries) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream out = new ZipOutputStream(bytes)) {
			for (Map.Entry<String, byte[]> each : entries.entrySet()) {
				ZipEntry entry = new ZipEntry(each.getKey());
				entry.setTime(TIMESTAMP);
				out.putNextEntry(entry);
				out.write(each.getValue());
			}
		}
		return bytes.toByteArray();
	}

}
