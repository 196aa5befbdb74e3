/**
 * Compares a call between two processes with its peers. The server of a peer runs in a
 * child process with the class path of the benchmark.
 */
package sample.benchmarks.remote;
