package io.github.comspring.autoconfigure.declaration;

import org.springframework.util.unit.DataSize;
import org.springframework.util.unit.DataUnit;

/**
 * A size of the properties as people write it, which {@link DataSize#toString()} does
 * not.
 */
public final class DeclaredSize {

	private static final String[] SUFFIXES = { "TB", "GB", "MB", "KB" };

	private DeclaredSize() {
	}

	/**
	 * Returns a size in the largest unit that gives a whole number.
	 * @param size the size
	 * @return the size as it could stand in a file
	 */
	public static String text(DataSize size) {
		for (String suffix : SUFFIXES) {
			long unit = DataSize.of(1, DataUnit.fromSuffix(suffix)).toBytes();
			if (size.toBytes() != 0 && size.toBytes() % unit == 0) {
				return size.toBytes() / unit + suffix;
			}
		}
		return size.toBytes() + "B";
	}

}
