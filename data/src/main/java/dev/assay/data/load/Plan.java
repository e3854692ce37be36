package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Relation;
import java.util.ArrayList;
import java.util.List;

/** Which rows are loaded, parents first. */
record Plan(RowSource source, Settings settings, List<Span> spans) {
    /** Divides rows into parts that begin with multiples of a number. */
    static Plan of(RowSource source, Settings settings, int alignment) {
        List<Span> spans = new ArrayList<>();
        for (Entity entity : source.model().entities()) {
            if (settings.only().isEmpty() || settings.only().contains(entity.name())) {
                long rows = source.count(entity);
                long from = part(rows, settings.shard() - 1, settings.shards(), alignment);
                long to = part(rows, settings.shard(), settings.shards(), alignment);
                spans.add(new Span(entity, from, to));
            }
        }
        return new Plan(source, settings, List.copyOf(spans));
    }

    private static long part(long rows, int shard, int shards, int alignment) {
        if (shard == shards) {
            return rows;
        }
        long whole = rows / shards * shard + rows % shards * shard / shards;
        return whole - whole % alignment;
    }

    /**
     * Refuses parts of rows whose parents may be in other parts.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-075
     */
    Plan refuseTornShards(String where) {
        List<String> names = entities().stream().map(Entity::name).toList();
        List<String> torn = entities().stream()
                .filter(entity -> entity.relations().stream().anyMatch(relation -> names.contains(relation.parent())))
                .map(Entity::name)
                .toList();
        if (settings.shards() > 1 && !torn.isEmpty()) {
            throw Diagnosis.of("ASSAY-DATA-075", "a part of the rows would lack parents.")
                    .with("part", settings.shard() + " of " + settings.shards())
                    .with("to", where)
                    .with("entities", torn)
                    .because("their parents may be in other parts, so that this one is not complete by itself")
                    .toFix("all of it, without shard(...)")
                    .toFix("load.only(...).shard(...).append(), one entity after the other, parents first")
                    .toFix("files of parts: Format.CSV or Format.JSON_LINES")
                    .exception();
        }
        return this;
    }

    Course begin() {
        Course course = new Course(settings, rows());
        course.check();
        return course;
    }

    long rows() {
        return spans.stream().mapToLong(Span::rows).sum();
    }

    List<Entity> entities() {
        return spans.stream().map(Span::entity).toList();
    }

    /** Returns relations of an entity whose parents may come later than its rows, and whose keys may be missing meanwhile. */
    List<Relation> later(Entity entity) {
        List<String> order = entities().stream().map(Entity::name).toList();
        int own = order.indexOf(entity.name());
        return entity.relations().stream()
                .filter(relation -> {
                    int parent = order.indexOf(relation.parent());
                    return parent > own || parent == own && !source.parentsFirst();
                })
                .filter(relation -> !entity.key().isEmpty())
                .filter(relation -> relation.fields().stream()
                        .allMatch(field -> entity.field(field).nullable()))
                .toList();
    }
}
