package dev.assay.bench;

import dev.assay.bench.suite.Preparation;
import dev.assay.core.Diagnosis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What every benchmark can be told. */
final class Setting {
    @Option(
            names = "--rounds",
            defaultValue = "3",
            description = "rounds, each with every contender (${DEFAULT-VALUE})")
    int rounds;

    @Option(names = "--only", split = ",", description = "contenders to measure, by the beginning of their names")
    List<String> only = List.of();

    @Option(names = "--assay", description = "the command that starts Assay; the repository's own by default")
    List<String> assay = List.of();

    @Option(names = "--assay-arg", description = "an argument added to every run of Assay; may be repeated")
    List<String> assayArguments = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    private boolean complete = true;

    private final Path root = Path.of(System.getProperty("assay.bench.root", "."))
            .toAbsolutePath()
            .normalize();

    /** Returns the folder that a benchmark may write to. */
    Path folder(String benchmark) {
        return target().resolve(benchmark);
    }

    /** Returns the file with all that a benchmark found when it ran last. */
    Path json(String benchmark) {
        return target().resolve(Report.fileName(benchmark));
    }

    /** Returns the command that starts Assay. */
    List<String> assay() {
        String script = File.separatorChar == '\\' ? "assay.cmd" : "assay";
        return assay.isEmpty() ? List.of(root.resolve(script).toString()) : assay;
    }

    /** Returns what prepares a benchmark; its log stands beside the results. */
    Preparation preparation(String benchmark) {
        return new Preparation(target().resolve("bench-" + benchmark + ".log"));
    }

    /** Returns the java command that runs this program, so that all contenders have the same. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Runs the contenders that were asked for. */
    List<Line> measure(List<Contender> contenders) throws IOException, InterruptedException {
        List<Contender> chosen =
                contenders.stream().filter(each -> wants(each.name())).toList();
        if (chosen.isEmpty()) {
            throw Diagnosis.of("ASSAY-BENCH-006", "no contender has such a name.")
                    .with("--only", String.join(",", only))
                    .with("contenders", contenders.stream().map(Contender::name).toList())
                    .because("a benchmark that measures nothing must not pass")
                    .toFix("give the beginning of a name, or leave --only out")
                    .exception();
        }
        List<Line> lines = new Rounds(System.out).run(rounds, chosen);
        complete = lines.size() == chosen.size()
                && lines.stream().allMatch(line -> line.runs().size() == rounds);
        return lines;
    }

    /** Tells whether a contender was asked for. */
    boolean wants(String contender) {
        return only.isEmpty() || only.stream().anyMatch(contender::startsWith);
    }

    /** Prints and writes what was found; returns the program's exit code: 1 where something was not reached, 4 where a contender broke. */
    int publish(Report report) throws IOException {
        delete(Contender.results(folder(report.name())).resolve(Contender.SET_ASIDE));
        System.out.println();
        System.out.println(new Sheet(report).render());
        System.out.println(report.writeJson(target()));
        return !complete ? 4 : report.met() ? 0 : 1;
    }

    /** Returns the command that gives these figures again: the one that was given. */
    String command() {
        List<String> words = new ArrayList<>(List.of("bench/run"));
        for (String word : command.root().commandLine().getParseResult().originalArgs()) {
            words.add(word.contains(" ") ? '"' + word + '"' : word);
        }
        return String.join(" ", words);
    }

    /** Deletes a folder with all in it; one that does not exist is no error. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path each : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private Path target() {
        return root.resolve("bench").resolve("target");
    }
}
