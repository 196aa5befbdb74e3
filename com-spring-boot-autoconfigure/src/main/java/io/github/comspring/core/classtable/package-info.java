/**
 * The class table of the process: registrations of running class objects.
 */
@NullMarked
package io.github.comspring.core.classtable;

import org.jspecify.annotations.NullMarked;
