/** Where a run's CPU time went, as a flame graph. */
@NullMarked
package dev.assay.report.flame;

import org.jspecify.annotations.NullMarked;
