/** Turns what the user named into suites: a Maven project, coordinates, or a classpath. */
@NullMarked
package dev.assay.cli.target;

import org.jspecify.annotations.NullMarked;
