package io.github.comspring.core.surrogate;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.CodeSource;
import java.util.function.Supplier;

import io.github.comspring.ComException;
import io.github.comspring.HResult;
import io.github.comspring.core.GuardedBy;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of the runtime, as a class path for another JVM: one small jar,
 * wherever this process has them. Safe from any thread.
 */
public final class RuntimeClasses implements Supplier<Path> {

	private final @Nullable URL location;

	private final RuntimeJar copy;

	@GuardedBy("this")
	private @Nullable Path found;

	/** When the file had last been changed as its content was looked at. */
	@GuardedBy("this")
	private @Nullable FileTime checked;

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
		Path known = this.found;
		FileTime changed = (known != null) ? changed(known) : null;
		// It may have been damaged since the last surrogate was started from it
		if (changed == null || !(changed.equals(this.checked) || this.copy.isIntact(known))) {
			known = find();
			this.found = known;
			changed = changed(known);
		}
		this.checked = changed;
		return known;
	}

	private static @Nullable FileTime changed(Path file) {
		try {
			return Files.getLastModifiedTime(file);
		}
		catch (IOException ex) {
			return null;
		}
	}

	private Path find() {
		if (this.location == null) {
			throw new ComException(HResult.CO_E_CREATEPROCESS_FAILURE,
					"Nobody knows where the classes of the runtime are");
		}
		return this.copy.of(this.location);
	}

}
