/**
 * Annotations with which JUnit's tests ask for realistic data.
 *
 * <p>{@link dev.assay.junit.Scenario} for what a catalogue describes, {@link dev.assay.junit.Drawn} for what a test makes up
 * by itself. Nothing else has to be configured: the annotations bring their extension along.
 */
@NullMarked
package dev.assay.junit;

import org.jspecify.annotations.NullMarked;
