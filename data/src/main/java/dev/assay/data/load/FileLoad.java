package dev.assay.data.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Relation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes rows in a format. */
final class FileLoad {
    private static final String SQL_FILE = "data.sql";

    private final Plan plan;
    private final Format format;

    FileLoad(Plan plan, Format format) {
        this.plan = plan;
        this.format = format;
    }

    LoadResult into(Path folder) {
        if (format != Format.SQL) {
            refuseSameFiles();
        }
        Course course = plan.begin();
        try (PartFiles files = PartFiles.in(folder);
                Pipeline pipeline = new Pipeline(plan.source(), course)) {
            if (format == Format.SQL) {
                transaction(files.open(SQL_FILE), pipeline);
            } else {
                for (Span span : plan.spans()) {
                    write(span, List.of(), files.open(name(span.entity())), pipeline);
                }
            }
            course.begin(Progress.Stage.COMPLETION);
            files.complete();
        } catch (IOException e) {
            throw PartFiles.unwritten(folder.toString(), "no file of it", course.rows(), e);
        }
        return course.end(plan);
    }

    private String name(Entity entity) {
        return entity.table() + "." + format.suffix();
    }

    /** Not all file systems tell capitals from small letters. */
    private void refuseSameFiles() {
        Map<String, Entity> known = new HashMap<>();
        for (Entity entity : plan.entities()) {
            Entity other = known.putIfAbsent(name(entity).toLowerCase(Locale.ROOT), entity);
            if (other != null) {
                throw Diagnosis.of("ASSAY-DATA-074", "two entities have the same file.")
                        .with("file", name(entity))
                        .with("entities", List.of(other.name(), entity.name()))
                        .because("a file is called as its entity's table, and the second would replace the first")
                        .toFix("load.only(\"" + entity.name() + "\").into(anotherFolder, format)")
                        .exception();
            }
        }
    }

    LoadResult into(OutputStream out, Entity entity) {
        Course course = plan.begin();
        try (Pipeline pipeline = new Pipeline(plan.source(), course)) {
            for (Span span : plan.spans()) {
                write(span, List.of(), out, pipeline);
            }
            out.flush();
        } catch (IOException e) {
            String remains = "what the stream had taken";
            throw PartFiles.unwritten("a stream of " + entity.name(), remains, course.rows(), e);
        }
        return course.end(plan);
    }

    private void write(Span span, List<Relation> later, OutputStream out, Pipeline pipeline) throws IOException {
        Entity entity = span.entity();
        RowEncoder encoder = switch (format) {
            case CSV -> new CsvRows(entity);
            case JSON_LINES -> new JsonRows(entity);
            case SQL -> new SqlRows(entity, plan.source().count(entity), later);
        };
        if (format == Format.CSV && plan.settings().shard() == 1) {
            Bytes header = new Bytes();
            CsvRows.header(entity, header);
            header.writeTo(out);
        }
        pipeline.run(span, Bytes::new, encoder::row, bytes -> bytes.writeTo(out));
    }

    private void transaction(OutputStream out, Pipeline pipeline) throws IOException {
        out.write("BEGIN;\n".getBytes(UTF_8));
        for (Span span : plan.spans()) {
            write(span, plan.later(span.entity()), out, pipeline);
        }
        for (Span span : plan.spans()) {
            Entity entity = span.entity();
            List<Relation> later = plan.later(entity);
            if (!later.isEmpty()) {
                SqlRows rows = new SqlRows(entity, span.to(), later);
                pipeline.again(
                        span, Bytes::new, (row, into) -> rows.update(row, later, into), bytes -> bytes.writeTo(out));
            }
        }
        out.write("COMMIT;\n".getBytes(UTF_8));
    }
}
