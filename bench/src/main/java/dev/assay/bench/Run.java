package dev.assay.bench;

import dev.assay.bench.measure.Measurement;

/**
 * One round of one contender.
 *
 * @param measurement taken from outside
 * @param result what the contender said
 */
record Run(Measurement measurement, Result result) {}
