package dev.assay.sql.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The run that a JVM's tests belong to, and with which a server ends.
 *
 * @param id the run's name
 * @param holder the process that carries it out
 * @param folder what its JVMs share, deleted when the run ends; {@code null} where a JVM is a run by itself
 * @param project the folder that it was started in
 */
record TestRun(String id, ProcessId holder, @Nullable Path folder, Path project) {
    /** Names the file that says what a run is, and is there as long as the run. */
    static final String VARIABLE = "ASSAY_RUN";

    private static final String FILE = "run";

    /** Returns this JVM's. */
    static TestRun current() {
        return of(System.getenv(), Path.of("").toAbsolutePath());
    }

    /** Returns the one that an environment names; a run by itself if it names none, or one that has ended. */
    static TestRun of(Map<String, String> environment, Path workingDirectory) {
        String told = environment.get(VARIABLE);
        if (told != null && !told.isBlank()) {
            Path file = Path.of(told);
            try (Reader text = Files.newBufferedReader(file)) {
                Properties facts = new Properties();
                facts.load(text);
                ProcessId holder = new ProcessId(
                        Long.parseLong(facts.getProperty("pid")), Long.parseLong(facts.getProperty("born", "0")));
                Path folder = file.getParent();
                if (holder.isAlive() && folder != null) {
                    Path project = Path.of(facts.getProperty("project", workingDirectory.toString()));
                    return new TestRun(facts.getProperty("id", ""), holder, folder, project);
                }
            } catch (IOException | IllegalArgumentException e) {
                // It has ended, or another Assay wrote it: this JVM is on its own.
            }
        }
        return alone();
    }

    /** Returns a run that is this JVM. */
    static TestRun alone() {
        ProcessId self = ProcessId.self();
        return new TestRun("JVM " + self.number(), self, null, Path.of("").toAbsolutePath());
    }

    /** Returns what is there as long as the run; the given one where the run is its process alone. */
    Path alive(Path otherwise) {
        return folder == null ? otherwise : folder.resolve(FILE);
    }
}
