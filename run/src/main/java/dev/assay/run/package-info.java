/** Plans a run, drives its workers, and loses no test. */
@NullMarked
package dev.assay.run;

import org.jspecify.annotations.NullMarked;
