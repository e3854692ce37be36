package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import dev.assay.core.Diagnosis;
import dev.assay.data.Dataset;
import dev.assay.data.load.Load;
import java.nio.file.Path;

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
            Load load = work.of(data, subjects.selection());
            database.check();
            return work.run(
                    options.append ? load.append() : load,
                    true,
                    each -> each.into(database),
                    "into " + database.shown());
        }
    }

    private static RuntimeException nowhere() {
        return Diagnosis.of("ASSAY-CLI-039", "nothing says which database.")
                .because("rows are loaded into the tables of one")
                .toFix("--url jdbc:postgresql://localhost:5432/shop")
                .toFix("assay data generate --out DIR, for files")
                .exception();
    }
}
