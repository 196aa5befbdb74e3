/**
 * Tests of applications: what they put in the place of COM objects.
 */
@NullMarked
package io.github.comspring.autoconfigure.test;

import org.jspecify.annotations.NullMarked;
