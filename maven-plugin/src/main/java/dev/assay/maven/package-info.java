/** Inside Maven: tells what a project's tests run with, and runs them. */
@NullMarked
package dev.assay.maven;

import org.jspecify.annotations.NullMarked;
