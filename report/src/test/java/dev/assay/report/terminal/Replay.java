package dev.assay.report.terminal;

import dev.assay.event.Journal;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.report.FailureClusters;
import dev.assay.report.SampleRun;
import dev.assay.report.Sources;
import dev.assay.report.Tally;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Shows a run in this terminal as it was, for looking at: arguments are a journal, or {@code sample}, and how many
 * times faster than it was.
 */
public final class Replay {
    private Replay() {}

    /** Replays at the given speed. */
    public static void main(String[] arguments) throws IOException {
        double speed = Double.parseDouble(arguments[1]);
        Tally tally = new Tally(10);
        FailureClusters clusters = new FailureClusters();
        Look look = Look.of(System.getenv(), true, false, Charset.defaultCharset());
        Terminal terminal = new Terminal(System.out, look, tally, clusters, Sources.NONE);
        long began = System.nanoTime();
        RunListener paced = event -> {
            long wait = (long) (event.at() / speed) - (System.nanoTime() - began);
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            tally.on(event);
            clusters.on(event);
            terminal.on(event);
        };
        if (arguments[0].equals("sample")) {
            for (RunEvent event : SampleRun.large()) {
                paced.on(event);
            }
        } else {
            Journal.read(Path.of(arguments[0]), paced);
        }
        Path folder = Path.of("target", "assay", "latest").toAbsolutePath();
        terminal.summary(new Ending(folder, folder.resolve("index.html"), List.of(), List.of(), List.of()));
    }
}
