/** Two runs side by side, test by test: Assay's own, or Surefire's reports. */
@NullMarked
package dev.assay.report.compare;

import org.jspecify.annotations.NullMarked;
