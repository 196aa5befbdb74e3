/**
 * What object RPC puts on the wire (MS-DCOM section 2.2): object references, what goes
 * with each call.
 */
@NullMarked
package io.github.comspring.core.orpc.wire;

import org.jspecify.annotations.NullMarked;
