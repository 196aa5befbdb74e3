/**
 * In-process servers: jars in class loaders of their own.
 */
@NullMarked
package io.github.comspring.core.module;

import org.jspecify.annotations.NullMarked;
