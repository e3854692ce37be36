/** A database for each test: {@link dev.assay.sql.Sandbox} rolls back what a test does, also what it commits. */
@NullMarked
package dev.assay.sql;

import org.jspecify.annotations.NullMarked;
