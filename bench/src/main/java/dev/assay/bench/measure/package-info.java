/** Measures processes: wall, CPU time of a whole process tree, memory. */
@NullMarked
package dev.assay.bench.measure;

import org.jspecify.annotations.NullMarked;
