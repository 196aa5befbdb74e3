/**
 * The end of the service control manager that is in the processes which it has started,
 * and in those that register with a host.
 */
@NullMarked
package io.github.comspring.core.scm.server;

import org.jspecify.annotations.NullMarked;
