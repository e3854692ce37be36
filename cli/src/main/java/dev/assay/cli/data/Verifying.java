package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import dev.assay.cli.TextTable;
import dev.assay.cli.TextTable.Paint;
import dev.assay.data.Dataset;
import dev.assay.data.Integrity;
import dev.assay.data.Integrity.Violation;
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
            Optional<Database> database = subjects.target(options.url);
            database.ifPresent(Database::check);
            Subject subject = subjects.find();
            Amount amount = new Amount(options.amount);
            if (database.isPresent()) {
                Schemas.Live live = Schemas.verify(amount.scenario(subject), database.get(), options.subject.schema);
                return print(subject.title() + " in " + database.get().shown(), live.integrity(), live.drift());
            }
            Dataset data = amount.dataset(subject);
            String title = subject.title() + ", scenario " + data.scenario().name() + ", seed " + amount.seed()
                    + ", as of " + data.asOf();
            return print(title, data.verify(), List.of());
        } finally {
            out.flush();
        }
    }

    private ExitCode print(String title, Integrity integrity, List<String> drift) {
        out.println("  " + paint(title, Paint.BOLD));
        out.println();
        TextTable table = new TextTable(look.colour()).titles("entity", " rows");
        integrity.rows().forEach((entity, rows) -> table.row(TextTable.text(entity), TextTable.number(rows)));
        table.print(out);
        if (!drift.isEmpty()) {
            out.println();
            out.println("  " + paint("Drift", Paint.RED) + ": model and database differ.");
            drift.forEach(each -> out.println("    " + each));
        }
        out.println();
        if (integrity.broken() > 0) {
            String many = String.format(Locale.ROOT, "%,d", integrity.broken());
            out.println("  " + paint("Broken", Paint.RED) + ": " + many
                    + (integrity.broken() == 1 ? " promise is not kept." : " promises are not kept."));
            List<Violation> shown = few(integrity.first());
            shown.forEach(each -> out.println("    " + each));
            long more = integrity.broken() - shown.size();
            if (more > 0) {
                out.printf(Locale.ROOT, "    and %,d more%n", more);
            }
        } else {
            long rows = integrity.rows().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            String all = String.format(Locale.ROOT, "%,d", rows);
            out.println("  " + paint("Whole", Paint.GREEN) + ": all " + all + " rows keep what the model promises.");
        }
        return integrity.broken() > 0 || !drift.isEmpty() ? ExitCode.FAILED : ExitCode.PASSED;
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
