/** The events of a run and their wire form: the contract between all modules that run a suite. */
@NullMarked
package dev.assay.event;

import org.jspecify.annotations.NullMarked;
