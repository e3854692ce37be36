/**
 * Brings rows into databases and files, all or nothing, and reads fixtures back: {@link dev.assay.data.load.Load} and {@link
 * dev.assay.data.load.Fixtures}.
 */
@NullMarked
package dev.assay.data.load;

import org.jspecify.annotations.NullMarked;
