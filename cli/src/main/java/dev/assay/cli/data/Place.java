package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.SuiteSource;
import java.nio.file.Path;

/**
 * Where a command runs.
 *
 * @param console what it writes to
 * @param source gives a project's classpath
 * @param home Assay's distribution
 */
record Place(Console console, SuiteSource source, Path home) {}
