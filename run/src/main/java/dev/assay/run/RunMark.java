package dev.assay.run;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Properties;

/**
 * Tells workers which run they belong to, by a variable that names a file. The file is there as long as the run, and its
 * folder is for whatever workers share; what that is, a run does not know.
 */
final class RunMark {
    static final String VARIABLE = "ASSAY_RUN";

    /** Of what /proc says of a process behind its name. */
    private static final int BORN = 19;

    private RunMark() {}

    /** Returns the file in a run's folder. */
    static Path in(Path scratch) {
        return scratch.toAbsolutePath().resolve("run");
    }

    /** Writes down what the run is called, who carries it out, and in which folder it was started. */
    static void write(Path scratch, String runId) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Properties facts = new Properties();
        facts.setProperty("id", runId);
        facts.setProperty("pid", String.valueOf(self.pid()));
        // Numbers of processes are given again; the time of birth says which one it was.
        facts.setProperty("born", String.valueOf(born(self)));
        facts.setProperty("project", Path.of("").toAbsolutePath().toString());
        try (Writer out = Files.newBufferedWriter(in(scratch))) {
            facts.store(out, null);
        }
    }

    /** On Linux in ticks since the system's start, as clocks are set; elsewhere in milliseconds. */
    private static long born(ProcessHandle self) {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[BORN]);
        } catch (IOException e) {
            return self.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        }
    }
}
