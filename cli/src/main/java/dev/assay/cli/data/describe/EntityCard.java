package dev.assay.cli.data.describe;

import dev.assay.data.Calculation;
import dev.assay.data.Constraint;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An entity in words.
 *
 * @param name what the model calls it
 * @param table what a database calls it
 * @param rows how many rows there are; -1 if nobody says it
 * @param fields its fields, in order
 * @param keeps what its rows keep, beyond what is said of single fields
 * @param calculations what follows from a row
 * @since 0.1
 */
public record EntityCard(
        String name,
        String table,
        long rows,
        List<FieldLine> fields,
        List<String> keeps,
        List<CalculationLine> calculations) {
    /** Copies the lists. */
    public EntityCard {
        fields = List.copyOf(fields);
        keeps = List.copyOf(keeps);
        calculations = List.copyOf(calculations);
    }

    /**
     * A value that follows from a row.
     *
     * @param sample its value of the first row; empty if there is none
     */
    public record CalculationLine(String name, String type, String sample) {}

    static EntityCard of(Entity entity, Optional<Dataset> data) {
        long rows = data.map(dataset -> dataset.count(entity)).orElse(-1L);
        Optional<Row> sample = rows > 0 ? data.map(dataset -> dataset.row(entity, 0)) : Optional.empty();
        List<FieldLine> fields = new ArrayList<>();
        for (Field field : entity.fields()) {
            fields.add(FieldLine.of(entity, field, text(sample, field.name())));
        }
        List<CalculationLine> calculations = new ArrayList<>();
        for (Calculation each : entity.calculations()) {
            calculations.add(new CalculationLine(each.name(), each.type().getSimpleName(), calculated(sample, each)));
        }
        return new EntityCard(entity.name(), entity.table(), rows, fields, keeps(entity), calculations);
    }

    private static List<String> keeps(Entity entity) {
        List<String> keeps = new ArrayList<>();
        if (entity.key().size() > 1) {
            keeps.add("key " + String.join(" + ", entity.key()));
        }
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Order order) {
                keeps.add(order.lower() + (order.strictly() ? " < " : " <= ") + order.upper());
            } else if (constraint instanceof Constraint.Check check) {
                keeps.add(check.text());
            } else if (constraint instanceof Constraint.Unique unique
                    && !(unique.fields().size() == 1
                            && entity.unique(unique.fields().get(0)))) {
                keeps.add("unique " + String.join(" + ", unique.fields())
                        + unique.where().map(where -> " where " + where.text()).orElse(""));
            }
        }
        return keeps;
    }

    /** What asks for rows that cannot be found from here, or fails, has no sample: it is said when it is used. */
    private static String calculated(Optional<Row> row, Calculation calculation) {
        try {
            return text(row, calculation.name());
        } catch (RuntimeException unknown) {
            return "";
        }
    }

    private static String text(Optional<Row> row, String field) {
        return row.map(each -> each.get(field)).map(EntityCard::oneLine).orElse("");
    }

    private static String oneLine(Object value) {
        return String.valueOf(value).replace('\n', ' ').replace('\r', ' ');
    }
}
