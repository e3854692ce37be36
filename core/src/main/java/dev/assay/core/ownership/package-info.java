/**
 * Who may use what: a test is the {@link dev.assay.core.ownership.Owner} of what it opened, and so are the threads that
 * it allows; what it had ends with it.
 */
@NullMarked
package dev.assay.core.ownership;

import org.jspecify.annotations.NullMarked;
