package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import dev.assay.core.Diagnosis;
import dev.assay.data.Dataset;
import dev.assay.data.load.Continued;
import dev.assay.data.load.Load;
import dev.assay.data.load.RowSource;
import java.nio.file.Path;
import java.util.List;

/** Makes rows, and loads them into a database. */
final class Loading {
    private final LoadCommand options;
    private final Place place;

    Loading(LoadCommand options, Place place) {
        this.options = options;
        this.place = place;
    }

    ExitCode run() {
        try (Subjects subjects = new Subjects(options.subject, place, Path.of(""))) {
            Work work = new Work(options.work, place.console(), Terminals.look(options.subject.noColor));
            JdbcSource target = subjects.target(options.url).orElseThrow(Loading::nowhere);
            subjects.check(options.url);
            JdbcSource database = target.in(options.subject.schema);
            Dataset data = new Amount(options.amount).dataset(subjects.find());
            Selection selection = subjects.selection(options.append);
            List<String> names = selection.of(data.model());
            database.check();
            Load load = work.of(rows(data, database, names), selection);
            return work.run(
                    options.append ? load.append() : load,
                    true,
                    each -> each.into(database),
                    "into " + database.shown());
        }
    }

    /** Parts belong together, so that each keeps the keys that the others count on. */
    private RowSource rows(Dataset data, JdbcSource database, List<String> names) {
        return options.append && options.work.shard == null
                ? Continued.of(data, database, names.toArray(String[]::new))
                : RowSource.of(data);
    }

    private static RuntimeException nowhere() {
        return Diagnosis.of("ASSAY-CLI-039", "nothing says which database.")
                .because("rows are loaded into the tables of one")
                .toFix("--url jdbc:postgresql://localhost:5432/shop")
                .toFix("assay data generate --out DIR, for files")
                .exception();
    }
}
