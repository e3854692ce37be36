/** A real PostgreSQL out of an artifact: {@link dev.assay.sql.server.PostgresServer} starts one in a moment. */
@NullMarked
package dev.assay.sql.server;

import org.jspecify.annotations.NullMarked;
