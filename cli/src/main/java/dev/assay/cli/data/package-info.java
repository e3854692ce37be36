/** {@code assay data}: models, and rows of them, from the command line. */
@NullMarked
package dev.assay.cli.data;

import org.jspecify.annotations.NullMarked;
