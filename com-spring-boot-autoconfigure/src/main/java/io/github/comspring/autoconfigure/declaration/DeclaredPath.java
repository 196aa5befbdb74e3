package io.github.comspring.autoconfigure.declaration;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import io.github.comspring.autoconfigure.properties.InvalidComPropertyException;

/**
 * A path of the properties. It is bound as text: as a {@link Path}, Boot would look for
 * it among the resources of a web application first. A relative one is relative to the
 * working directory of this application, whoever uses it.
 */
public final class DeclaredPath {

	private DeclaredPath() {
	}

	/**
	 * Makes a path of a property.
	 * @param property the property
	 * @param text its value
	 * @return the path, absolute and without dots
	 * @throws InvalidComPropertyException if the text is no path
	 */
	public static Path of(String property, String text) {
		try {
			return Path.of(text).toAbsolutePath().normalize();
		}
		catch (InvalidPathException ex) {
			throw new InvalidComPropertyException(property, text, "is no path: " + ex.getReason(),
					"Use an absolute path, or one that is relative to the working directory "
							+ Path.of("").toAbsolutePath());
		}
	}

}
