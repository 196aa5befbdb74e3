/**
 * Object RPC (MS-DCOM): objects of this process for clients in others, and objects of
 * others for clients in this one.
 */
@NullMarked
package io.github.comspring.core.orpc;

import org.jspecify.annotations.NullMarked;
