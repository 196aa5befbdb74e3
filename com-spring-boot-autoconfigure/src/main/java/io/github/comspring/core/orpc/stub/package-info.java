/**
 * What carries out the calls that came in for an object ({@code IRpcStubBuffer}).
 */
@NullMarked
package io.github.comspring.core.orpc.stub;

import org.jspecify.annotations.NullMarked;
