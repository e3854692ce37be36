package dev.assay.history;

/**
 * What a class occupies a worker for, as past runs measured it.
 *
 * @param wallNanos how long the whole class takes in one worker, fixtures included
 * @param cpuNanos CPU time of the worker's process in that time
 * @param fixtureNanos the share that no test explains: loading the class, its before-all and after-all methods; each
 *     further part of a split class pays it again
 * @param tests how many tests to expect, invocations of templates included
 * @since 0.1
 */
public record ClassCost(long wallNanos, long cpuNanos, long fixtureNanos, int tests) {}
