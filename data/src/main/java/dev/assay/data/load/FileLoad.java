package dev.assay.data.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.data.Entity;
import dev.assay.data.Relation;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Writes rows in a format. */
final class FileLoad {
    private static final String SQL_FILE = "data.sql";

    private final Plan plan;
    private final Format format;

    FileLoad(Plan plan, Format format) {
        this.plan = plan;
        this.format = format;
    }

    Loaded into(Path folder) {
        Course course = plan.begin();
        try (PartFiles files = PartFiles.in(folder);
                Pipeline pipeline = new Pipeline(plan.source(), course)) {
            if (format == Format.SQL) {
                transaction(files.open(SQL_FILE), pipeline);
            } else {
                for (Span span : plan.spans()) {
                    String name = span.entity().table() + "." + format.suffix();
                    write(span, List.of(), files.open(name), pipeline);
                }
            }
            course.begin(Progress.Stage.COMPLETION);
            files.complete();
        } catch (IOException e) {
            throw PartFiles.unwritten(folder.toString(), "no file of it", course.rows(), e);
        }
        return course.end(plan);
    }

    Loaded into(OutputStream out, Entity entity) {
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
