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
import io.github.comspring.core.SingleFlight;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes of the runtime, as a class path for another JVM: one small jar,
 * wherever this process has them. Safe from any thread.
 */
public final class RuntimeClasses implements Supplier<Path> {

	private final @Nullable URL location;

	private final RuntimeJar copy;

	private final SingleFlight<Path> search = new SingleFlight<>("the search for the classes of the runtime");

	private volatile @Nullable Checked last;

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
	public Path get() {
		return this.search.join(this::check);
	}

	/**
	 * The jar may have been damaged since the last surrogate was started from it.
	 */
	private Path check() {
		Checked known = this.last;
		FileTime changed = (known != null) ? changed(known.jar) : null;
		boolean good = known != null && changed != null
				&& (changed.equals(known.changed) || this.copy.isIntact(known.jar));
		Path jar = good ? known.jar : find();
		this.last = new Checked(jar, good ? changed : changed(jar));
		return jar;
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

	/**
	 * A jar whose content was looked at.
	 *
	 * @param jar the jar
	 * @param changed when it had last been changed then, if that is known
	 */
	private record Checked(Path jar, @Nullable FileTime changed) {
	}

}
