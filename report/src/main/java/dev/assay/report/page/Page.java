package dev.assay.report.page;

import dev.assay.event.Journal;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.report.internal.SinglePage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes a run as one HTML file: opens from disk, needs no server and no network. Takes the events while they happen, or
 * reads a journal afterwards.
 *
 * <p>A run that was killed has a page too: it shows what the journal holds. Memory is bounded: beyond
 * {@link KeptTests#MOST} tests the page lists those that did not pass and the slowest, and says so.
 *
 * @since 0.1
 */
public final class Page implements RunListener {
    private static final List<String> STYLES = List.of("tokens.css", "layout.css", "parts.css", "print.css");

    private static final List<String> SCRIPTS = List.of(
            "dom.js",
            "format.js",
            "unpack.js",
            "data.js",
            "theme.js",
            "tooltip.js",
            "header.js",
            "detail.js",
            "failures.js",
            "timeline.js",
            "time.js",
            "slowest.js",
            "databases.js",
            "flaky.js",
            "trend.js",
            "heap.js",
            "notes.js",
            "tests.js",
            "keys.js",
            "main.js");

    private final RunModel run = new RunModel();

    /**
     * Writes the page of a run that is over, or was killed.
     *
     * @param journal the run's events
     * @throws IOException if the journal cannot be read or the page cannot be written
     * @see #write(Path, PageHistory)
     */
    public static void write(Path journal, Path html, PageHistory history) throws IOException {
        Page page = new Page();
        Journal.read(journal, page);
        page.write(html, history);
    }

    @Override
    public void on(RunEvent event) {
        run.on(event);
    }

    /**
     * Writes the page of the events so far.
     *
     * <p>Links to {@code flame.html} and {@code coverage/index.html} where they lie beside it.
     *
     * @param html where to write the page; an older one is replaced at the end
     * @param history what earlier runs say
     * @throws IOException if the page cannot be written
     */
    public void write(Path html, PageHistory history) throws IOException {
        PageJson data = new PageJson(
                run,
                history,
                Files.exists(html.resolveSibling("flame.html")),
                Files.exists(html.resolveSibling("coverage").resolve("index.html")));
        new SinglePage(
                        Page.class,
                        run.title(),
                        STYLES,
                        List.of(new SinglePage.Library("d3/d3.min.js", "d3/LICENSE")),
                        SCRIPTS,
                        run.summary())
                .write(html, data::writeTo);
    }
}
