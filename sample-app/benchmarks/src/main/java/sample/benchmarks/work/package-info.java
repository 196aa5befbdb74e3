/**
 * What a library's work takes in a surrogate, next to the same work in process.
 */
@NullMarked
package sample.benchmarks.work;

import org.jspecify.annotations.NullMarked;
