package dev.assay.cli;

import dev.assay.cli.config.Key;
import dev.assay.cli.config.Kind;
import dev.assay.cli.config.Layer;
import dev.assay.cli.config.Nearest;
import dev.assay.core.Diagnosis;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The options of {@code assay test} as they were written; what they mean is said in {@link Help#TEST}. */
final class TestOptions {
    /** The target, unless the first looks like a test; then tests. */
    @Parameters(arity = "0..*")
    List<String> words = new ArrayList<>();

    @Option(names = {"-t", "--test"})
    List<String> tests = new ArrayList<>();

    @Option(names = "--include")
    List<String> include = new ArrayList<>();

    @Option(names = "--exclude")
    List<String> exclude = new ArrayList<>();

    @Option(names = "--tags")
    @Nullable String tags;

    @Option(names = "--last-failed")
    boolean lastFailed;

    @Option(names = {"-p", "--profile"})
    @Nullable String profile;

    @Option(names = "--scan")
    List<String> scan = new ArrayList<>();

    @Option(names = "--classpath")
    @Nullable String classpath;

    @Option(names = {"-w", "--workers"})
    @Nullable String workers;

    @Option(names = "--order")
    @Nullable String order;

    @Option(names = {"-f", "--fail-fast"})
    boolean failFast;

    @Option(names = "--retries")
    @Nullable String retries;

    @Option(names = "--test-timeout")
    @Nullable String testTimeout;

    @Option(names = "--times")
    @Nullable String times;

    @Option(names = "--debug")
    boolean debug;

    @Option(names = "--leftovers")
    boolean leftovers;

    @Option(names = "--leaks")
    @Nullable String leaks;

    @Option(names = "--tier")
    @Nullable String tier;

    @Option(names = "--jvm-args", parameterConsumer = NextWord.class)
    List<String> jvmArgs = new ArrayList<>();

    @Option(names = "--mvn-args", parameterConsumer = NextWord.class)
    List<String> mvnArgs = new ArrayList<>();

    @Option(names = "--rebuild")
    boolean rebuild;

    @Option(names = "--offline")
    boolean offline;

    @Option(names = "--coverage")
    boolean coverage;

    @Option(names = "--out")
    @Nullable Path out;

    @Option(names = "--history")
    @Nullable String history;

    @Option(names = "--no-color")
    boolean noColor;

    /**
     * Returns the settings that the options make.
     *
     * @throws dev.assay.core.DiagnosisException if a value is not of its kind
     */
    Layer layer() {
        Layer layer = Layer.EMPTY;
        layer = with(layer, Key.WORKERS, "--workers", workers);
        layer = with(layer, Key.ORDER, "--order", order);
        layer = with(layer, Key.RETRIES, "--retries", retries);
        layer = with(layer, Key.LEAKS, "--leaks", leaks);
        layer = with(layer, Key.TEST_TIMEOUT, "--test-timeout", testTimeout);
        layer = with(layer, Key.TAG_EXPRESSION, "--tags", tags);
        layer = with(layer, Key.TIER, "--tier", tier);
        layer = with(layer, Key.HISTORY, "--history", absolute(history));
        layer = with(layer, Key.INCLUDE, include);
        layer = with(layer, Key.EXCLUDE, exclude);
        layer = with(layer, Key.JVM_ARGS, words(jvmArgs));
        layer = with(layer, Key.MVN_ARGS, words(mvnArgs));
        layer = failFast ? layer.with(Key.FAIL_FAST, true) : layer;
        layer = coverage ? layer.with(Key.COVERAGE, true) : layer;
        return layer;
    }

    /** Returns how often the suite is to be run; 1 unless said otherwise. */
    int times() {
        int count = times == null ? 1 : value("--times", Kind.COUNT, times, "10");
        if (count < 1) {
            throw wrong("--times", String.valueOf(times), "a whole number, 1 or more")
                    .toFix("--times 10")
                    .exception();
        }
        return count;
    }

    /** Returns what {@code --classpath} gives, split at the system's separator. */
    List<Path> classpath() {
        List<Path> entries = new ArrayList<>();
        for (String entry : (classpath == null ? "" : classpath.strip()).split(File.pathSeparator)) {
            if (!entry.isEmpty()) {
                entries.add(Path.of(entry));
            }
        }
        return entries;
    }

    private static <T> Layer with(Layer layer, Key<T> key, String option, @Nullable String text) {
        return text == null
                ? layer
                : layer.with(key, value(option, key.kind(), text, key.example().replace("\"", "")));
    }

    private static Layer with(Layer layer, Key<List<String>> key, List<String> values) {
        return values.isEmpty() ? layer : layer.with(key, values);
    }

    private static <T> T value(String option, Kind<T> kind, String text, String example) {
        return kind.read(text).orElseThrow(() -> {
            Diagnosis diagnosis = wrong(option, text, kind.expected().replace("\"", ""));
            String near = Nearest.to(text, kind.words()).orElse(example);
            return diagnosis.toFix(option + " " + near).exception();
        });
    }

    private static Diagnosis wrong(String option, String text, String expected) {
        return Diagnosis.of("ASSAY-CLI-003", "an option has a value that it cannot take.")
                .with("option", option)
                .with("value", text)
                .because("it must be " + expected);
    }

    /** The command line's paths start where the user is, those of assay.toml where that file is. */
    private static @Nullable String absolute(@Nullable String path) {
        return path == null ? null : Path.of(path).toAbsolutePath().toString();
    }

    private static List<String> words(List<String> arguments) {
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            for (String word : argument.strip().split("\\s+")) {
                if (!word.isEmpty()) {
                    words.add(word);
                }
            }
        }
        return words;
    }
}
