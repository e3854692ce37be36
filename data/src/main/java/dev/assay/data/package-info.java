/**
 * Realistic rows that follow from one seed: a {@link dev.assay.data.Model} says what there is, a
 * {@link dev.assay.data.ScenarioSpec} how much of it, a {@link dev.assay.data.Dataset} has every row, computed when asked for.
 */
@NullMarked
package dev.assay.data;

import org.jspecify.annotations.NullMarked;
