/** Runs inside the forked JVM, on the suite's classpath: pulls classes, runs them, and tells what happens. */
@NullMarked
package dev.assay.worker;

import org.jspecify.annotations.NullMarked;
