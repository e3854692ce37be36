/** The suites that benchmarks run: a published one, and some that are generated. */
@NullMarked
package dev.assay.bench.suite;

import org.jspecify.annotations.NullMarked;
