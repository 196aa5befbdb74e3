/**
 * What processes ask of each other about servers: the service control manager as its
 * clients see it, servers and surrogates as it sees them, and what is told of them.
 */
@NullMarked
package io.github.comspring.core.scm.protocol;

import org.jspecify.annotations.NullMarked;
