/**
 * Network Data Representation 2.0, little-endian: reading and writing. Knows nothing of
 * objects but that some values are interface pointers.
 */
@NullMarked
package io.github.comspring.core.ndr;

import org.jspecify.annotations.NullMarked;
