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
		if (this.found == null || !Files.exists(this.found)) {
			this.found = find();
		}
		return this.found;
	}

	private Path find() {
		if (this.location == null) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"Nobody knows where the classes of the runtime are");
		}
		try {
			return this.location.getProtocol().equals("file") ? Path.of(this.location.toURI())
					: this.copy.of(this.location);
		}
		catch (URISyntaxException ex) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"The classes of the runtime have no path: " + this.location, ex);
		}
	}

}
