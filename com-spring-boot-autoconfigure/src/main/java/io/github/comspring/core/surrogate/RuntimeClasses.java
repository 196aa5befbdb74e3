package io.github.comspring.core.surrogate;

import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of the runtime, as a class path for another JVM: one small jar,
 * wherever this process has them. Safe from any thread.
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
	 * @return a jar
	 * @throws ComException {@code CO_E_CREATEPROCESS_FAILURE} if they cannot be had
	 */
	@Override
	public synchronized Path get() {
		// It may have been damaged since the last surrogate was started from it
		if (this.found == null || !this.copy.isIntact(this.found)) {
			this.found = find();
		}
		return this.found;
	}

	private Path find() {
		if (this.location == null) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"Nobody knows where the classes of the runtime are");
		}
		return this.copy.of(this.location);
	}

}
