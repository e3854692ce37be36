package dev.assay.run;

import dev.assay.event.Outcome;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Classes of a suite, run beside each other in one JVM by JUnit's own parallel execution: what a worker never does, and a
 * user may want to know the outcomes of.
 *
 * @since 0.1
 */
public final class SharedJvm {
    private final Suite suite;
    private final Path workerJar;
    private final Path folder;

    /**
     * Prepares a JVM.
     *
     * @param folder for its files
     */
    public SharedJvm(Suite suite, Path workerJar, Path folder) {
        this.suite = suite;
        this.workerJar = workerJar;
        this.folder = folder;
    }

    private List<String> properties() {
        List<String> properties = new ArrayList<>();
        suite.systemProperties().forEach((key, value) -> properties.add("-D" + key + "=" + value));
        return properties;
    }

    /** A test's or failed container's outcome. */
    public record Ended(Outcome outcome, String topClass, String className, String name, String uniqueId) {}

    /**
     * Runs classes, so many at once.
     *
     * @param limit after how long the JVM is ended
     * @throws dev.assay.core.DiagnosisException ASSAY-RUN-008 if it ended by itself, or did not end in time
     */
    public List<Ended> run(List<String> classes, int parallelism, Duration limit) throws IOException {
        Path outcomes = folder.resolve("outcomes.txt");
        Path log = folder.resolve("output.txt");
        Files.createDirectories(folder);
        Files.deleteIfExists(outcomes);
        ProcessBuilder builder =
                Jvm.of(suite).command(workerJar, properties(), 1, 1, folder, "dev.assay.worker.Together");
        Process process = builder.redirectOutput(log.toFile()).start();
        boolean ended;
        try {
            try (OutputStream in = process.getOutputStream()) {
                List<String> lines = new ArrayList<>(List.of(
                        suite.name(),
                        String.valueOf(parallelism),
                        outcomes.toAbsolutePath().toString()));
                lines.addAll(classes);
                in.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            }
            ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            ended = false;
        } finally {
            process.destroyForcibly();
        }
        if (!ended || !Files.exists(outcomes)) {
            throw RunErrors.notTogether(
                            ended ? "the JVM ended with exit code " + process.exitValue() : "no end after " + limit,
                            log)
                    .exception();
        }
        List<Ended> all = new ArrayList<>();
        for (String line : Files.readAllLines(outcomes)) {
            String[] fields = line.split("\t", 5);
            all.add(new Ended(Outcome.valueOf(fields[0]), fields[1], fields[2], fields[3], fields[4]));
        }
        return all;
    }
}
