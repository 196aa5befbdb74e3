/**
 * Connection-oriented DCE/RPC (MS-RPCE): protocol data units, associations, fragments,
 * security contexts, and the transports below them. Knows nothing of objects.
 */
@NullMarked
package io.github.comspring.core.rpc;

import org.jspecify.annotations.NullMarked;
