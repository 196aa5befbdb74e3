/**
 * Deadlines of waits that nothing else would end.
 */
@NullMarked
package io.github.comspring.core.rpc.watch;

import org.jspecify.annotations.NullMarked;
