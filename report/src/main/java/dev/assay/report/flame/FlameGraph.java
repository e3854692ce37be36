package dev.assay.report.flame;

import dev.assay.report.internal.SinglePage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Draws JDK Flight Recorder's execution samples as one HTML file: opens from disk, can be searched, zoomed and filtered.
 *
 * @since 0.1
 */
public final class FlameGraph {
    private static final String SHARED = "/dev/assay/report/page/";
    private static final List<String> STYLES =
            List.of(SHARED + "tokens.css", SHARED + "layout.css", SHARED + "parts.css", "flame.css");
    private static final List<String> SCRIPTS = List.of(
            SHARED + "dom.js",
            SHARED + "format.js",
            SHARED + "unpack.js",
            SHARED + "theme.js",
            SHARED + "tooltip.js",
            "stacks.js",
            "flame.js");

    private FlameGraph() {}

    /**
     * Writes the flame graph of what the recordings sampled together.
     *
     * @param recordings files that Flight Recorder wrote, one per JVM
     * @param html where to write it; an older one is replaced at the end
     * @param title what was recorded
     * @return how many samples there are; none still makes a page that says so
     * @throws IOException if a recording cannot be read or the page cannot be written
     */
    public static long write(List<Path> recordings, Path html, String title) throws IOException {
        Stacks stacks = new Stacks();
        for (Path recording : recordings) {
            read(recording, stacks);
        }
        new SinglePage(
                        FlameGraph.class,
                        title + " \u00b7 flame graph",
                        STYLES,
                        List.of(),
                        SCRIPTS,
                        stacks.samples() + " samples of " + title + ".")
                .write(html, json -> stacks.writeTo(json, title));
        return stacks.samples();
    }

    private static void read(Path recording, Stacks stacks) throws IOException {
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                if (event.getEventType().getName().equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    stacks.add(event.getStackTrace());
                }
            }
        }
    }
}
