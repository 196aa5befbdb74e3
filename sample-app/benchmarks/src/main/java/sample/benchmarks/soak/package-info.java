/**
 * Activates, calls and crashes for so long that whatever grows with time is seen.
 */
package sample.benchmarks.soak;
