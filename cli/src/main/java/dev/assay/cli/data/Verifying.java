package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import dev.assay.cli.TextTable;
import dev.assay.cli.TextTable.Paint;
import dev.assay.data.Dataset;
import dev.assay.data.Integrity;
import dev.assay.data.Integrity.Violation;
import dev.assay.data.schema.Drift.Difference;
import dev.assay.report.terminal.Look;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Verifies that rows, made or in a database, keep what their model promises. */
final class Verifying {
    private static final int FEW = 3;

    private final VerifyCommand options;
    private final Look look;
    private final Place place;
    private final PrintWriter out;

    Verifying(VerifyCommand options, Place place) {
        this.options = options;
        this.place = place;
        this.look = Terminals.look(options.subject.noColor);
        this.out = new PrintWriter(place.console().out(), false, StandardCharsets.UTF_8);
    }

    ExitCode run() {
        try (Subjects subjects = new Subjects(options.subject, place, Path.of(""))) {
            Amount amount = new Amount(options.amount);
            subjects.check(options.url);
            subjects.checkWhole();
            Optional<JdbcSource> database = subjects.target(options.url);
            if (database.isPresent()) {
                Unused.refuse(amount.said(), "rows that are in a database are looked at, and none is made");
            }
            database.ifPresent(JdbcSource::check);
            Subject subject = subjects.find();
            if (database.isPresent()) {
                return print(subject, database.get());
            }
            Dataset data = amount.dataset(subject);
            String title = subject.title() + ", scenario " + data.scenario().name() + ", seed " + amount.seed()
                    + ", as of " + data.asOf();
            print(title);
            return print(data.verify());
        } finally {
            out.flush();
        }
    }

    private ExitCode print(Subject subject, JdbcSource database) {
        Schemas.Live live = Schemas.verify(subject.model(), database, options.subject.schema);
        String same = subject.title().equals(database.shown()) ? "" : " in " + database.shown();
        print(subject.title() + same);
        List<Difference> differences = live.drift().differences();
        if (!differences.isEmpty()) {
            int many = differences.size();
            out.println("  " + paint("Drift", Paint.RED) + ": model and database differ in "
                    + (many == 1 ? "one thing." : many + " things."));
            differences.forEach(each -> out.println("    " + each));
            out.println();
        }
        if (live.incomplete().isPresent()) {
            out.println("  " + paint("Not looked at", Paint.RED) + ": rows of tables that are not whole.");
            return ExitCode.FAILED;
        }
        ExitCode rows = print(live.integrity());
        return differences.isEmpty() ? rows : ExitCode.FAILED;
    }

    private void print(String title) {
        out.println("  " + paint(title, Paint.BOLD));
        out.println();
    }

    private ExitCode print(Integrity integrity) {
        TextTable table = new TextTable(look.colour()).titles("entity", " rows");
        integrity.rows().forEach((entity, rows) -> table.row(TextTable.text(entity), TextTable.number(rows)));
        table.print(out);
        out.println();
        if (integrity.broken() == 0) {
            long rows = integrity.rows().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            out.printf(
                    Locale.ROOT,
                    "  %s: all %,d rows keep what the model promises.%n",
                    paint("Whole", Paint.GREEN),
                    rows);
            return ExitCode.PASSED;
        }
        String kept = integrity.broken() == 1 ? "promise is not kept." : "promises are not kept.";
        out.printf(Locale.ROOT, "  %s: %,d %s%n", paint("Broken", Paint.RED), integrity.broken(), kept);
        List<Violation> shown = few(integrity.first());
        shown.forEach(each -> out.println("    " + each));
        if (integrity.broken() > shown.size()) {
            out.printf(Locale.ROOT, "    and %,d more%n", integrity.broken() - shown.size());
        }
        return ExitCode.FAILED;
    }

    /** Keeps the first of each field, so that one does not hide another. */
    private static List<Violation> few(List<Violation> all) {
        Map<String, Integer> shown = new HashMap<>();
        return all.stream()
                .filter(each ->
                        shown.merge(each.entity() + "." + each.field() + each.problem(), 1, Integer::sum) <= FEW)
                .toList();
    }

    private String paint(String text, Paint paint) {
        return look.colour() ? paint.on(text) : text;
    }
}
