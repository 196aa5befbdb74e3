/**
 * What the properties declare, and how it is written to the registry and the runtime.
 */
@NullMarked
package io.github.comspring.autoconfigure.declaration;

import org.jspecify.annotations.NullMarked;
