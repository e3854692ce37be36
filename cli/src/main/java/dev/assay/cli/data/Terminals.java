package dev.assay.cli.data;

import dev.assay.report.terminal.Look;
import java.nio.charset.StandardCharsets;

/** What the terminal of the process can show. */
final class Terminals {
    private Terminals() {}

    static Look look(boolean noColor) {
        // The start script knows for sure; a JVM before 22 knows of standard input and output together.
        String told = System.getProperty("assay.terminal");
        boolean terminal = told == null ? System.console() != null : told.equals("true");
        return Look.of(System.getenv(), terminal, noColor, StandardCharsets.UTF_8);
    }
}
