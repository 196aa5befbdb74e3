package io.github.comspring.core.orpc.exporter;

import io.github.comspring.CoClass;
import org.jspecify.annotations.Nullable;

/**
 * How many references clients have to one object, for an operator.
 *
 * @param coClass the class of the object, or {@code null} for an object that was not
 * activated
 * @param description the object
 * @param references how many references there are
 */
public record ObjectReferences(@Nullable CoClass coClass, String description, int references) {

	/**
	 * Describes an object.
	 * @param object the object
	 * @return its references
	 */
	static ObjectReferences of(ExportedObject object) {
		return new ObjectReferences(object.coClass(), object.toString(), object.references());
	}

}
