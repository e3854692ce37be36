package dev.assay.bench;

import dev.assay.bench.measure.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One of those that are compared. */
interface Contender {
    /** The folder, among the results, of what was moved out of the way. */
    String SET_ASIDE = "set-aside";

    /** What the tables call it. */
    String name();

    /** Prepares a round, so that nothing of an earlier one helps or hinders, and says what to measure. */
    Job job(int round) throws IOException;

    /**
     * Reads what the round said.
     *
     * @throws IllegalArgumentException if it said nothing that can be read
     */
    Result read(int round) throws IOException;

    /** Returns where a project's results go: what lies among its sources would look like a change to them. */
    static Path results(Path project) {
        return project.resolve("target");
    }

    /**
     * Moves an earlier round's results out of the way, to be deleted when all is measured: for minutes after thousands of
     * files were deleted, ext4 takes ten times as long to create new ones.
     */
    static void setAside(Path results) throws IOException {
        if (Files.exists(results)) {
            Path aside = Files.createDirectories(results.resolveSibling(SET_ASIDE));
            Files.move(results, aside.resolve(results.getFileName() + "-" + System.nanoTime()));
        }
    }
}
