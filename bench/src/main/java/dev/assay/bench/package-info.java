/** Assay and its peers side by side: runs them in turn, and prints medians, ratios and what was to be reached. */
@NullMarked
package dev.assay.bench;

import org.jspecify.annotations.NullMarked;
