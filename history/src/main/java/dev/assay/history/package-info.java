/** What past runs say of a suite: what each class and test costs, how they ended, which are flaky. */
@NullMarked
package dev.assay.history;

import org.jspecify.annotations.NullMarked;
