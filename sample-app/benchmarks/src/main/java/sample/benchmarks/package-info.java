/**
 * Compares activation with its peers, all measured in one run.
 */
package sample.benchmarks;
