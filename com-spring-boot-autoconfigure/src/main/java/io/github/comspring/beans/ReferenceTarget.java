package io.github.comspring.beans;

import io.github.comspring.CoClass;
import io.github.comspring.ComPointer;

/**
 * What a reference leads to for now.
 *
 * @param pointer the pointer, which keeps the object
 * @param object the object to call
 */
record ReferenceTarget(ComPointer<?> pointer, Object object) {

	static ReferenceTarget of(ComPointer<?> pointer) {
		return new ReferenceTarget(pointer, pointer.get());
	}

	CoClass coClass() {
		return this.pointer.coClass();
	}

}
