/**
 * Persistent hives: drop-in directories of YAML files.
 */
@NullMarked
package io.github.comspring.registry;

import org.jspecify.annotations.NullMarked;
