/** A run as XML: Surefire's format for build servers and IDEs, and Open Test Reporting. */
@NullMarked
package dev.assay.report.xml;

import org.jspecify.annotations.NullMarked;
