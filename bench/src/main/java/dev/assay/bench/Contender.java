package dev.assay.bench;

import dev.assay.bench.measure.Job;
import java.io.IOException;
import java.nio.file.Path;

/** One of those that are compared. */
interface Contender {
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
}
