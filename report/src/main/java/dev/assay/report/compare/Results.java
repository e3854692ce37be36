package dev.assay.report.compare;

import dev.assay.core.Diagnosis;
import dev.assay.event.Outcome;
import dev.assay.report.Databases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The outcomes of a run, by class and name. */
final class Results {
    private static final int DEPTH = 5;

    final Path folder;
    final Side.Kind kind;
    final Map<String, Map<String, List<Outcome>>> classes = new TreeMap<>();
    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    final Map<String, Long> classNanos = new TreeMap<>();
    final Databases databases = new Databases();
    private long flaky;
    long wallNanos = -1;
    long workNanos;
    boolean complete = true;

    Results(Path folder, Side.Kind kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /** Reads what a folder holds. */
    static Results read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw Diagnosis.of("ASSAY-REP-010", "there is no such folder to compare.")
                    .with("folder", folder)
                    .because("a run is compared by its folder, not by a file in it")
                    .toFix("assay compare target/assay/latest target/surefire-reports")
                    .exception();
        }
        try {
            Path journal = folder.resolve("events.bin");
            if (Files.exists(journal)) {
                return JournalResults.read(folder, journal);
            }
            List<Path> reports = SurefireResults.reportsIn(folder);
            if (!reports.isEmpty()) {
                return SurefireResults.read(folder, reports);
            }
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-REP-012", "a run to compare cannot be read.")
                    .with("folder", folder)
                    .with("found", String.valueOf(e.getMessage()))
                    .because("half a comparison would call tests missing that are not")
                    .toFix("run it again; or copy the folder again, after the run has ended")
                    .exception(e);
        }
        throw neither(folder);
    }

    private static RuntimeException neither(Path folder) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-REP-011", "the folder to compare holds no run.")
                .with("folder", folder)
                .because("it has neither Assay's events.bin nor Surefire's TEST-*.xml");
        List<Path> near = runsBelow(folder);
        for (Path each : near) {
            diagnosis = diagnosis.toFix("name " + each);
        }
        return (near.isEmpty()
                        ? diagnosis.toFix("assay compare target/assay/latest target/surefire-reports")
                        : diagnosis)
                .exception();
    }

    /** Looks for what may have been meant: in a project's folder, where its runs are. */
    private static List<Path> runsBelow(Path folder) {
        try (Stream<Path> below = Files.walk(folder, DEPTH)) {
            return below.filter(Results::isOfRun)
                    .map(Path::getParent)
                    .distinct()
                    .sorted()
                    .limit(3)
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            return List.of();
        }
    }

    private static boolean isOfRun(Path file) {
        String name = file.getFileName() == null ? "" : file.getFileName().toString();
        return name.equals("events.bin") || SurefireResults.isReport(name);
    }

    void add(String className, String name, Outcome outcome, boolean isFlaky) {
        classes.computeIfAbsent(className, key -> new HashMap<>())
                .computeIfAbsent(name, key -> new ArrayList<>(1))
                .add(outcome);
        counts.merge(outcome, 1L, Long::sum);
        flaky += isFlaky ? 1 : 0;
    }

    Side side() {
        long databaseNanos = databases.effects().values().stream()
                .mapToLong(of -> of.use().nanos())
                .sum();
        return new Side(folder, kind, wallNanos, workNanos, counts, flaky, databases.tiers(), databaseNanos, complete);
    }
}
