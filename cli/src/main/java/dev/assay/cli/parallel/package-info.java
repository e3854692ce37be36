/** What may run beside what: observed, put into stages, and proven. */
@NullMarked
package dev.assay.cli.parallel;

import org.jspecify.annotations.NullMarked;
