package dev.assay.cli;

import dev.assay.cli.parallel.Changes;
import dev.assay.cli.parallel.Experiment;
import dev.assay.cli.parallel.Finding;
import dev.assay.cli.parallel.Stage;
import dev.assay.cli.parallel.TestClass;
import dev.assay.core.DiagnosisException;
import dev.assay.event.Outcome;
import dev.assay.event.Signal;
import dev.assay.sql.server.PoolSize;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What {@code assay parallelize} says, in the order in which it knows it. */
final class ParallelizeReport {
    private static final int SHOWN = 20;

    /** So many locks or fields of a class say which class it is. */
    private static final int NAMES = 3;

    private final PrintStream out;
    private int rounds;

    ParallelizeReport(PrintStream out) {
        this.out = out;
    }

    /** Says what came of a round, as soon as it is over. */
    void step(Experiment.Step step) {
        if (rounds++ == 0) {
            out.println();
            out.println("  Rounds");
        }
        String result = rounds == 1
                ? step.seen().tests() + " tests, " + step.seen().count(Outcome.PASSED) + " passed: the outcomes to have"
                : step.differences() == 0 ? "equal" : step.differences() + " differ";
        line(
                rounds,
                step.phase(),
                step.way().order(),
                step.way().workers(),
                step.seen().wallNanos(),
                result);
    }

    /** Says what came of the try in one JVM. */
    void oneJvm(int tests, int differences, int parallelism) {
        oneJvm(parallelism, tests == 0 ? "no class left to try" : differences == 0 ? "equal" : differences + " differ");
    }

    /** Says that the JVM came to no end: that is what was to be found out, and what was seen before still counts. */
    void oneJvm(DiagnosisException failed, int parallelism) {
        oneJvm(parallelism, "no end");
        out.println();
        out.println(failed.diagnosis().render().indent(4));
    }

    private void oneJvm(int parallelism, String result) {
        out.printf(
                Locale.ROOT,
                "    %2d  %-12s %-15s %2d at once  %9s  %s%n",
                ++rounds,
                "one JVM",
                "parallel",
                parallelism,
                "",
                result);
    }

    private void line(int round, String phase, String order, int workers, long nanos, String result) {
        out.printf(
                Locale.ROOT,
                "    %2d  %-12s %-15s %2d worker%s  %9s  %s%n",
                round,
                phase,
                order,
                workers,
                workers == 1 ? " " : "s",
                TextTable.duration(nanos),
                result);
        out.flush();
    }

    /** Says which classes are in which stage, and whether what ran beside each other is proven. */
    void stages(List<TestClass> classes, List<Finding> findings) {
        Map<Stage, List<TestClass>> stages = new EnumMap<>(Stage.class);
        classes.forEach(seen -> stages.computeIfAbsent(Stage.of(seen), key -> new java.util.ArrayList<>())
                .add(seen));
        Map<String, Set<Finding.Cause>> causes = causes(findings);
        out.println();
        out.println("  Stages");
        TextTable table = new TextTable(false).titles("stage", " classes", " at once", "not yet");
        stages.forEach((stage, of) -> {
            List<String> not = of.stream()
                    .filter(seen -> causes.containsKey(seen.name()))
                    .map(TestClass::simpleName)
                    .toList();
            table.row(
                    TextTable.text((stage.isIntegration() ? "2 " : "1 ") + stage.words()),
                    TextTable.number(of.size()),
                    TextTable.number(of.size() - not.size()),
                    TextTable.text(String.join(", ", not)));
        });
        print(table);
    }

    /** Says what is known of classes that may not run beside all others, and what follows from it. */
    void known(List<TestClass> classes) {
        List<TestClass> known = classes.stream()
                .filter(seen -> !seen.state().isEmpty() || !seen.locks().isEmpty())
                .toList();
        if (known.isEmpty()) {
            return;
        }
        out.println();
        out.println("  Known");
        TextTable table = new TextTable(false);
        for (TestClass seen : known.subList(0, Math.min(SHOWN, known.size()))) {
            String name = seen.simpleName();
            if (seen.locks().contains(Signal.Lock.GLOBAL)) {
                table.row(
                        TextTable.text(name),
                        TextTable.text("@Isolated: with no other class at once, whatever its stage"));
            } else if (!seen.locks().isEmpty()) {
                table.row(
                        TextTable.text(name),
                        TextTable.text("@ResourceLock " + listed(seen.locks())
                                + ": at once with all of its stage, but for those that lock it too"));
            }
            if (!seen.state().isEmpty()) {
                table.row(
                        TextTable.text(name),
                        TextTable.text("static state " + listed(seen.state())
                                + ": its tests stay in one worker; in one JVM nothing that uses it may run beside"));
            }
        }
        print(table);
        if (known.size() > SHOWN) {
            out.println("    and " + (known.size() - SHOWN) + " more");
        }
    }

    private static String listed(Set<String> names) {
        List<String> sorted = names.stream().sorted().limit(NAMES).toList();
        return String.join(", ", sorted) + (names.size() > NAMES ? " and " + (names.size() - NAMES) + " more" : "");
    }

    /** Says which tests had other outcomes, when, and behind whom. */
    void findings(List<Finding> findings, Map<Finding, List<String>> culprits) {
        if (findings.isEmpty()) {
            out.println();
            out.println("  Proven: every test had the outcome of the first run in every round.");
            return;
        }
        out.println();
        out.println("  Not safe");
        for (Finding finding : findings.subList(0, Math.min(SHOWN, findings.size()))) {
            out.printf(
                    Locale.ROOT,
                    "    %s  %s: %s -> %s (%s, %d worker%s)%n",
                    finding.difference().seen().name(),
                    finding.cause().words(),
                    word(finding.difference().seen().outcome()),
                    word(finding.difference().now()),
                    finding.order(),
                    finding.workers(),
                    finding.workers() == 1 ? "" : "s");
            List<String> proven = culprits.getOrDefault(finding, List.of());
            if (!proven.isEmpty()) {
                out.println("        proven: behind " + String.join(", ", proven) + " alone it is so");
            } else if (!finding.behind().isEmpty()) {
                List<String> some = finding.behind().stream().limit(5).toList();
                out.println("        behind " + String.join(", ", some)
                        + (finding.behind().size() > 5
                                ? " and " + (finding.behind().size() - 5) + " more"
                                : ""));
            }
        }
        if (findings.size() > SHOWN) {
            out.println("    and " + (findings.size() - SHOWN) + " more");
        }
    }

    private static String word(@Nullable Outcome outcome) {
        return outcome == null ? "not there" : outcome.words();
    }

    /**
     * Says how many connections are needed, and whether the server has them.
     *
     * @param taken how many it takes; 0 where nobody knows
     */
    void pool(PoolSize size, int taken) {
        out.println();
        out.println("  Pool");
        out.printf(
                Locale.ROOT,
                "    %d tests at once x %d database%s x 1.5 = %d connections; %s%n",
                size.concurrentTests(),
                size.databases(),
                size.databases() == 1 ? "" : "s",
                size.connections(),
                taken == 0 ? "no server was met that says how many it takes" : fits(size, taken));
    }

    private static String tests(int number) {
        return number + (number == 1 ? " test" : " tests");
    }

    private static String fits(PoolSize size, int taken) {
        return "the server takes " + taken
                + (size.fits(taken)
                        ? ": enough"
                        : ": too few. max_connections = " + (size.connections() + PoolSize.RESERVED) + ", or "
                                + tests(size.most(taken)) + " at once");
    }

    /** Says what to write where. */
    void changes(List<TestClass> classes, List<Finding> findings, int workers) {
        out.println();
        out.println("  Change");
        out.println("    assay.toml");
        out.println("      workers = " + workers);
        out.println("    src/test/resources/junit-platform.properties, to run them in one JVM without Assay");
        Changes.properties(workers).forEach(line -> out.println("      " + line));
        Map<String, Set<Finding.Cause>> causes = causes(findings);
        for (TestClass seen : classes) {
            Set<Finding.Cause> of = causes.getOrDefault(seen.name(), Set.of());
            List<String> annotations = Changes.annotations(seen, of);
            if (!annotations.isEmpty()) {
                out.println("    " + seen.name());
                annotations.forEach(each -> out.println("      " + each));
            }
            if (of.contains(Finding.Cause.ORDER)) {
                out.println(
                        (annotations.isEmpty() ? "    " + seen.name() + "\n" : "")
                                + "      make its tests independent of what runs before them; until then, leave its order as it is");
            }
        }
        out.flush();
    }

    private static Map<String, Set<Finding.Cause>> causes(List<Finding> findings) {
        return findings.stream()
                .collect(Collectors.groupingBy(
                        finding -> finding.difference().seen().topClass(),
                        TreeMap::new,
                        Collectors.mapping(
                                Finding::cause, Collectors.toCollection(() -> EnumSet.noneOf(Finding.Cause.class)))));
    }

    private void print(TextTable table) {
        PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
        table.print(writer);
        writer.flush();
    }
}
