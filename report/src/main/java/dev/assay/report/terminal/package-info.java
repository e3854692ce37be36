/** A run as its user sees it happen: a live status region or plain lines, failures, and the summary. */
@NullMarked
package dev.assay.report.terminal;

import org.jspecify.annotations.NullMarked;
