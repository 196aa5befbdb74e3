package io.github.comspring.core.surrogate;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of the runtime, as a class path for another JVM: where this process
 * has them if that is a directory or a jar, and else, in an application that is one jar
 * with others inside, in a copy. Safe from any thread.
 */
public final class RuntimeClasses implements Supplier<Path> {

	private final @Nullable URL location;

	private final RuntimeJar copy;

	private @Nullable Path found;

	/**
	 * Finds the classes of this process.
	 */
	public RuntimeClasses() {
		this(ownLocation(), new RuntimeJar(RuntimeCache.ofUser()));
	}

	RuntimeClasses(@Nullable URL location, RuntimeJar copy) {
		this.location = location;
		this.copy = copy;
	}

	private static @Nullable URL ownLocation() {
		CodeSource source = RuntimeClasses.class.getProtectionDomain().getCodeSource();
		return (source != null) ? source.getLocation() : null;
	}

	/**
	 * Finds the classes.
	 * @return a directory or a jar
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if they cannot be had
	 */
	@Override
	public synchronized Path get() {
		URL where = this.location;
		if (where == null) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"Nobody knows where the classes of the runtime are");
		}
		if (this.found == null || !isUsable(where, this.found)) {
			this.found = find(where);
		}
		return this.found;
	}

	/**
	 * A copy may have been damaged since the last surrogate was started from it.
	 */
	private boolean isUsable(URL where, Path classes) {
		return isFile(where) ? Files.exists(classes) : this.copy.isIntact(classes);
	}

	private static boolean isFile(URL where) {
		return where.getProtocol().equals("file");
	}

	private Path find(URL where) {
		try {
			return isFile(where) ? Path.of(where.toURI()) : this.copy.of(where);
		}
		catch (URISyntaxException ex) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"The classes of the runtime have no path: " + where, ex);
		}
	}

}
