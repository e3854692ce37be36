/** Programs that a JVM of their own runs, and that say what they measured. */
@NullMarked
package dev.assay.bench.data;

import org.jspecify.annotations.NullMarked;
