/**
 * What every part of Assay needs: chance that repeats itself ({@link dev.assay.core.Seed}, {@link dev.assay.core.Gen}),
 * and errors that teach ({@link dev.assay.core.Diagnosis}).
 */
@NullMarked
package dev.assay.core;

import org.jspecify.annotations.NullMarked;
