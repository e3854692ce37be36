/** How single-file pages are put together. */
@NullMarked
package dev.assay.report.internal;

import org.jspecify.annotations.NullMarked;
