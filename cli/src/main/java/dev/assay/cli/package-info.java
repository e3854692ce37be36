/** The command line: {@code assay test}, {@code compare}, {@code history}. */
@NullMarked
package dev.assay.cli;

import org.jspecify.annotations.NullMarked;
