/** What a run can be set to: {@code assay.toml}, profiles, and how they give way to the command line. */
@NullMarked
package dev.assay.cli.config;

import org.jspecify.annotations.NullMarked;
