/**
 * Protocol data units of MS-RPCE: their form, their fragments, how they are protected.
 */
@NullMarked
package io.github.comspring.core.rpc.pdu;

import org.jspecify.annotations.NullMarked;
