package dev.assay.cli;

import dev.assay.cli.config.Layer;
import dev.assay.cli.config.ProjectConfig;
import dev.assay.core.Diagnosis;
import dev.assay.report.terminal.Look;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** {@code assay test}. */
@Command(name = "test", description = "Runs a JUnit suite.")
final class TestCommand implements Callable<Integer> {
    private static final Pattern TEST_NAME =
            Pattern.compile("[\\w.$*]*\\p{Lu}[\\w$*]*(#[\\w$*]+)?", Pattern.UNICODE_CHARACTER_CLASS);

    private final Console console;
    private final SuiteSource source;
    private final Path home;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Mixin
    private TestOptions options = new TestOptions();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true)
    private boolean help;

    TestCommand(Console console, SuiteSource source, Path home) {
        this.console = console;
        this.source = source;
        this.home = home;
    }

    @Override
    public Integer call() {
        RunRequest request = request(Path.of(""));
        return new TestRun(request, console, source).execute().code();
    }

    /**
     * Reads and checks the options.
     *
     * @param folder the folder that relative paths start from
     * @throws dev.assay.core.DiagnosisException if something is wrong
     */
    RunRequest request(Path folder) {
        boolean namesTarget = namesTarget(folder);
        checkTogether(namesTarget);
        String target = namesTarget ? options.words.get(0) : ".";
        List<String> tests = tests(options.words.subList(namesTarget ? 1 : 0, options.words.size()));
        Path place = folder.resolve(target);
        ProjectConfig config = ProjectConfig.of(Files.isDirectory(place) ? place : folder);
        Optional<String> profile = Optional.ofNullable(options.profile).or(config::profile);
        Layer settings = config.settings(profile, options.layer());
        return new RunRequest(
                target,
                options.classpath(),
                options.scan.stream().map(Path::of).toList(),
                folder,
                home,
                config,
                profile,
                settings,
                tests,
                options.lastFailed,
                options.debug,
                options.leftovers,
                options.times(),
                options.rebuild,
                options.offline,
                Optional.ofNullable(options.out).map(folder::resolve),
                Look.of(System.getenv(), isTerminal(), options.noColor, StandardCharsets.UTF_8),
                typed(spec.commandLine().getParseResult()));
    }

    /** The start script knows for sure; a JVM before 22 knows of standard input and output together. */
    private static boolean isTerminal() {
        String told = System.getProperty("assay.terminal");
        return told == null ? System.console() != null : told.equals("true");
    }

    private void checkTogether(boolean namesTarget) {
        if (options.debug && options.times() > 1) {
            throw apart("--debug", "--times", "a debugger waits for one run");
        }
        if (!options.scan.isEmpty() && namesTarget) {
            throw apart("--scan", "TARGET", "test classes come from one of them");
        }
        if (options.classpath != null && options.scan.isEmpty()) {
            throw Diagnosis.of("ASSAY-CLI-019", "--classpath is given without --scan.")
                    .because("the classpath alone does not say which of its folders and jars hold the tests")
                    .toFix("--scan build/classes/java/test, say, beside --classpath")
                    .exception();
        }
    }

    private static RuntimeException apart(String one, String other, String why) {
        return Diagnosis.of("ASSAY-CLI-016", one + " and " + other + " do not go together.")
                .because(why)
                .toFix("leave out " + one)
                .toFix("leave out " + other)
                .exception();
    }

    /** Tells whether the first word names a target: a test's name is easy to tell from a folder and from coordinates. */
    private boolean namesTarget(Path folder) {
        return !options.words.isEmpty()
                && (!TEST_NAME.matcher(options.words.get(0)).matches()
                        || Files.exists(folder.resolve(options.words.get(0))));
    }

    private List<String> tests(List<String> words) {
        for (String word : words) {
            if (!TEST_NAME.matcher(word).matches()) {
                throw Diagnosis.of("ASSAY-CLI-017", "there is a word too many.")
                        .with("word", word)
                        .with("command", spec.qualifiedName())
                        .because("one target is run at a time, and this is no test's name")
                        .toFix("assay test . --test '" + word + "', if it is a test's name all the same")
                        .toFix("assay test --help")
                        .exception();
            }
        }
        List<String> tests = new ArrayList<>(words);
        tests.addAll(options.tests);
        return tests;
    }

    private static List<String> typed(ParseResult parsed) {
        List<String> words = parsed.originalArgs();
        return words.subList(words.indexOf("test") + 1, words.size());
    }
}
