package dev.assay.cli.data;

import dev.assay.cli.ExitCode;
import dev.assay.core.Diagnosis;
import dev.assay.data.Dataset;
import dev.assay.data.load.Format;
import dev.assay.data.load.Load;
import dev.assay.data.load.LoadResult;
import dev.assay.data.load.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes rows, and writes them to files or to standard output. */
final class Generating {
    private final GenerateCommand options;
    private final Place place;

    Generating(GenerateCommand options, Place place) {
        this.options = options;
        this.place = place;
    }

    ExitCode run() {
        String asked = options.format;
        Format format = format(asked == null ? "csv" : asked);
        String out = options.out;
        try (Subjects subjects = new Subjects(options.subject, place, Path.of(""))) {
            subjects.check(null);
            Dataset data = new Amount(options.amount).dataset(subjects.find());
            Work work = new Work(options.work, place.console(), Terminals.look(options.subject.noColor));
            Load load = work.of(RowSource.of(data), subjects.selection(false));
            if (out == null || out.equals("-")) {
                return toStream(work, load, subjects.selection(false).of(data.model()), format);
            }
            Path folder = Path.of(out);
            return work.run(load, true, each -> each.into(folder, format), "in " + folder);
        }
    }

    private static Format format(String text) {
        List<String> known = Stream.of(Format.values()).map(Format::suffix).toList();
        return Format.values()[known.indexOf(new Value("--format", text).word(known))];
    }

    private ExitCode toStream(Work work, Load load, List<String> wanted, Format format) {
        OutputStream out = place.console().strict();
        if (wanted.size() == 1) {
            return work.run(load, false, each -> each.into(out, wanted.get(0), format), "");
        } else if (format == Format.SQL) {
            return work.run(load, false, each -> script(each, out), "");
        }
        throw Diagnosis.of("ASSAY-CLI-038", "several entities do not fit into one stream.")
                .with("entities", String.join(", ", wanted))
                .with("format", format.suffix())
                .because("a reader could not tell where one ends and the next begins")
                .toFix("--out DIR, for a file of each")
                .toFix("--only " + wanted.get(wanted.size() - 1))
                .toFix("--format sql")
                .exception();
    }

    /** A script of several entities is written as a whole before its first line is shown. */
    private static LoadResult script(Load load, OutputStream out) {
        Path folder = null;
        try {
            folder = Files.createTempDirectory("assay-data-");
            LoadResult loaded = load.into(folder, Format.SQL);
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.sorted().toList()) {
                    try (InputStream script = Files.newInputStream(file)) {
                        script.transferTo(out);
                    }
                }
            }
            out.flush();
            return loaded;
        } catch (IOException e) {
            throw Place.lost("standard output, by way of the folder for temporary files", e);
        } finally {
            delete(folder);
        }
    }

    private static void delete(@Nullable Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            return; // the system clears its folder for temporary files
        }
    }
}
