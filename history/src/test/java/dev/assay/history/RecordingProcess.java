package dev.assay.history;

import dev.assay.core.Diagnosis;
import dev.assay.event.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that records runs into a history, for tests of what two, or a dead one, do to the file. */
public final class RecordingProcess {
    private RecordingProcess() {}

    /** Records {@code args[2]} runs named {@code args[1]-n} of {@code args[3]} classes into the file {@code args[0]}. */
    public static void main(String[] args) {
        int runs = Integer.parseInt(args[2]);
        int classes = Integer.parseInt(args[3]);
        try (History history = History.open(Path.of(args[0]), RecordingProcess::warn)) {
            System.out.println("opened");
            for (int i = 1; i <= runs; i++) {
                record(history, args[1] + "-" + i, classes, 20);
                System.out.println("recorded " + i);
            }
        }
    }

    static void record(History history, String id, int classes, int tests) {
        FakeRun run = FakeRun.start(history.recorder("c1"), id, 1_000_000 + id.hashCode() % 1000);
        for (int c = 0; c < classes; c++) {
            String name = "shop.Suite" + c + "Test";
            run.part(name);
            for (int t = 0; t < tests; t++) {
                run.test(name, "checks_the_total_of_order_" + t, Outcome.PASSED, t);
            }
            run.classFinished(name, 1000, 900);
        }
        run.end();
    }

    private static void warn(Diagnosis warning) {
        System.out.println("warned " + warning.code() + " " + warning.facts().get("found"));
    }

    /** Starts it; what it says goes to the process's output. */
    static Process start(List<String> prefix, Path file, String name, int runs, int classes) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                RecordingProcess.class.getName(),
                file.toString(),
                name,
                String.valueOf(runs),
                String.valueOf(classes)));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
