/**
 * Auto-configuration of the runtime and of its Spring integration.
 */
@NullMarked
package io.github.comspring.autoconfigure;

import org.jspecify.annotations.NullMarked;
