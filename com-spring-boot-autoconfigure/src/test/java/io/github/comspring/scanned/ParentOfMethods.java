package io.github.comspring.scanned;

import io.github.comspring.ComClass;

/**
 * Declares a bean method that its subclasses override.
 */
abstract class ParentOfMethods {

	@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E026}", progId = "Scanned.InheritedMethod")
	abstract Speaker inheritedMethod();

}
