/**
 * Tests of modules with JUnit Jupiter, in this process and in a real surrogate.
 */
@NullMarked
package io.github.comspring.test;

import org.jspecify.annotations.NullMarked;
