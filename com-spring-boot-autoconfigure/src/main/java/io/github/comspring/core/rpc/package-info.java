/**
 * Connection-oriented DCE/RPC (MS-RPCE): protocol data units, associations, fragments,
 * security contexts, and the transports below them. Knows nothing of objects. What is
 * public here is so for the other rooms; the rest of the project uses those types alone
 * that make up the face.
 */
@NullMarked
package io.github.comspring.core.rpc;

import org.jspecify.annotations.NullMarked;
