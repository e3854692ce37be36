/** What makes an empty database the application's: its schema, and the rows that every installation has. */
@NullMarked
package dev.assay.sql.migration;

import org.jspecify.annotations.NullMarked;
