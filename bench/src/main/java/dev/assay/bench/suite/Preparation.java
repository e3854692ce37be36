package dev.assay.bench.suite;

import dev.assay.core.Diagnosis;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Runs the commands that come before what is measured.
 *
 * @since 0.1
 */
public final class Preparation {
    private final Path log;

    /** Writes what the commands say to the file. */
    public Preparation(Path log) {
        this.log = log.toAbsolutePath();
    }

    /**
     * Runs a command to its end.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-BENCH-001 if it does not end with 0
     */
    public void run(List<String> command, Path folder) throws IOException, InterruptedException {
        run(command, folder, Set.of(0));
    }

    /**
     * Runs a command to its end and returns its exit code.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-BENCH-001 if it ends with a code that is not expected
     */
    public int run(List<String> command, Path folder, Set<Integer> expected) throws IOException, InterruptedException {
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .redirectInput(ProcessBuilder.Redirect.from(new File(File.separatorChar == '\\' ? "NUL" : "/dev/null")))
                .start();
        int exitCode = process.waitFor();
        if (!expected.contains(exitCode)) {
            throw Diagnosis.of("ASSAY-BENCH-001", "a command that prepares the benchmark failed.")
                    .with("command", String.join(" ", command))
                    .with("folder", folder)
                    .with("exit code", exitCode)
                    .with("log", log)
                    .because("contenders must find the same, complete project")
                    .toFix("read the end of the log; the command can be run by hand in its folder")
                    .exception();
        }
        return exitCode;
    }
}
