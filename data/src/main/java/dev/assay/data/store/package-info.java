/**
 * Rows in memory for one test: created, read, updated, destroyed and queried, over a dataset that all tests share.
 *
 * @since 0.1
 */
@NullMarked
package dev.assay.data.store;

import org.jspecify.annotations.NullMarked;
