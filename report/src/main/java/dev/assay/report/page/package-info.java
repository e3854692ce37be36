/** A run as one HTML file that opens from disk. */
@NullMarked
package dev.assay.report.page;

import org.jspecify.annotations.NullMarked;
