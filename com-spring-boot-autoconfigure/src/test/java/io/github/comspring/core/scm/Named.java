package io.github.comspring.core.scm;

import io.github.comspring.ComInterface;

/**
 * Says who serves.
 */
@ComInterface("{7E0B2C54-5A2D-4C4B-8E39-1B6A5D0C0003}")
interface Named {

	String name();

}
