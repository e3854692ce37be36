/** {@code assay db}: what is kept of databases from run to run, and the servers that run. */
@NullMarked
package dev.assay.cli.db;

import org.jspecify.annotations.NullMarked;
