/** What people see of a run: every report is a reader of its events. */
@NullMarked
package dev.assay.report;

import org.jspecify.annotations.NullMarked;
