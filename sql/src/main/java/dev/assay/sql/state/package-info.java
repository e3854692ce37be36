/** What is in the tables of a database at a moment, and in what two moments differ. */
@NullMarked
package dev.assay.sql.state;

import org.jspecify.annotations.NullMarked;
