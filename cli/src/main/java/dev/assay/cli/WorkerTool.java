package dev.assay.cli;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.io.IOException;
import java.util.List;

/** Something that watches every worker from within and reports when all have ended. */
interface WorkerTool {
    /** Prepares it and returns the arguments with which workers load it. */
    List<String> jvmArgs() throws IOException;

    /** Gathers what the workers left, into the run's folder. */
    void report(List<Suite> suites) throws IOException;

    /** Says that the report could not be written. */
    Diagnosis failed(Exception e);
}
