package dev.assay.cli;

import dev.assay.core.Diagnosis;
import dev.assay.report.flame.FlameGraph;
import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A flight recording of every worker, and one flame graph of them all. */
final class FlightRecording implements WorkerTool {
    private final Path folder;
    private final String title;

    /**
     * Says where the recordings are kept; the flame graph lies beside their folder.
     *
     * @param title of the graph
     */
    FlightRecording(Path folder, String title) {
        this.folder = folder;
        this.title = title;
    }

    @Override
    public List<String> jvmArgs() throws IOException {
        Files.createDirectories(folder);
        return List.of(
                "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                        + folder.resolve("worker-${assay.worker}.jfr"),
                "-Xlog:jfr+startup=error");
    }

    @Override
    public void report(List<Suite> suites) throws IOException {
        List<Path> recordings = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jfr")) {
            files.forEach(recordings::add);
        }
        FlameGraph.write(recordings, folder.resolveSibling("flame.html"), title);
    }

    @Override
    public Diagnosis failed(Exception e) {
        return Diagnosis.of("ASSAY-CLI-025", "the flight recording or its flame graph could not be written.")
                .with("error", e)
                .because("the tests ran, and their own reports are complete")
                .toFix("free space, or correct what the error names, and run again");
    }
}
