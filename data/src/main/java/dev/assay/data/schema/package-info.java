/**
 * Models out of SQL schemas, and what has become of a database that a model was made for:
 * {@link dev.assay.data.schema.SchemaReader} reads, {@link dev.assay.data.schema.Database} compares and verifies.
 */
@NullMarked
package dev.assay.data.schema;

import org.jspecify.annotations.NullMarked;
