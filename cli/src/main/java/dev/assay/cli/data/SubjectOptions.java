package dev.assay.cli.data;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a command is about, as it was written: classes, a catalogue, or a database. */
final class SubjectOptions {
    @Parameters(arity = "0..*")
    List<String> words = new ArrayList<>();

    @Option(names = "--catalogue")
    @Nullable String catalogue;

    @Option(names = "--classpath")
    @Nullable String classpath;

    @Option(names = "--schema")
    @Nullable String schema;

    @Option(names = "--user")
    @Nullable String user;

    @Option(names = "--password-env")
    @Nullable String passwordEnv;

    @Option(names = "--only", split = ",")
    List<String> only = new ArrayList<>();

    @Option(names = "--without", split = ",")
    List<String> without = new ArrayList<>();

    @Option(names = "--ignoring", split = ",")
    List<String> ignoring = new ArrayList<>();

    @Option(names = "--offline")
    boolean offline;

    @Option(names = "--no-color")
    boolean noColor;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true)
    boolean help;
}
