package io.github.comspring.core.surrogate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.github.comspring.ComException;
import io.github.comspring.HResult;

/**
 * The runtime as a jar of its own, for JVMs that cannot read a jar inside another one:
 * the root package and core, and nothing that needs Spring.
 *
 * @param cache keeps the jar, one of each content
 */
record RuntimeJar(RuntimeCache cache) {

	private static final String ROOT = "io/github/comspring/";

	/** Any time, as long as it is always the same. */
	private static final long TIMESTAMP = 1_000_000_000_000L;

	/**
	 * Copies the runtime.
	 * @param location the jar that it is in
	 * @return the copy
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if it cannot be copied
	 */
	Path of(URL location) {
		try {
			byte[] content = write(read(location));
			return this.cache.file(name(content), content);
		}
		catch (IOException | NoSuchAlgorithmException ex) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"The classes of the runtime cannot be copied from " + location + " to " + this.cache.directory()
							+ " or a temporary directory",
					ex);
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
		catch (IOException | NoSuchAlgorithmException ex) {
			return false;
		}
	}

	private static String name(byte[] content) throws NoSuchAlgorithmException {
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
		return "runtime-" + HexFormat.of().formatHex(hash) + ".jar";
	}

	private static Map<String, byte[]> read(URL location) throws IOException {
		URLConnection connection = location.openConnection();
		// Closed here, and not the one of the application
		connection.setUseCaches(false);
		if (!(connection instanceof JarURLConnection nested)) {
			throw new IOException("This is no jar");
		}
		Map<String, byte[]> entries = new TreeMap<>();
		try (JarFile jar = nested.getJarFile()) {
			for (JarEntry each : jar.stream().filter((entry) -> isOfTheRuntime(entry.getName())).toList()) {
				try (InputStream in = jar.getInputStream(each)) {
					entries.put(each.getName(), in.readAllBytes());
				}
			}
		}
		if (entries.isEmpty()) {
			throw new IOException("There are no classes of the runtime");
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
