/**
 * How long it takes until a process serves its first client.
 */
package sample.benchmarks.surrogate;
