package io.github.comspring.scanned;

import io.github.comspring.ComClass;

/**
 * Has the annotation for the class that extends it.
 */
@ComClass(clsid = "{3B0E7C61-5A0B-4E59-9D1C-7A52C1D0E017}", progId = "Scanned.AbstractParent")
abstract class AbstractParent implements Speaker {

}
