package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.internal.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A table as it is, and what goes into its columns.
 *
 * @param entity whose rows go there
 * @param name its name as SQL wants it, with its schema
 * @param targets where values go, in the order of columns
 * @param columns all of its columns
 */
record LiveTable(Entity entity, String name, List<Target> targets, List<LiveColumn> columns) {
    /** Where a field's values go. */
    record Target(Field field, int place, LiveColumn column) {}

    /**
     * Finds each field's column.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-061 if it has none, or a column that needs a value has no field
     */
    static LiveTable of(Entity entity, String name, List<LiveColumn> columns) {
        List<Target> targets = new ArrayList<>();
        List<LiveColumn> rest = new ArrayList<>(columns);
        List<String> lost = new ArrayList<>();
        for (int i = 0; i < entity.fields().size(); i++) {
            Field field = entity.fields().get(i);
            LiveColumn column = find(field.column(), columns).orElse(null);
            if (column == null) {
                lost.add(field.name());
            } else if (rest.remove(column) && !column.computed()) {
                targets.add(new Target(field, i, column));
            }
        }
        List<String> bare =
                rest.stream().filter(LiveColumn::required).map(LiveColumn::name).toList();
        if (!lost.isEmpty() || !bare.isEmpty()) {
            throw differs(entity, name, lost, bare, columns);
        }
        return new LiveTable(entity, name, targets, columns);
    }

    private static Optional<LiveColumn> find(String name, List<LiveColumn> columns) {
        return columns.stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> columns.stream()
                        .filter(column -> column.name().equalsIgnoreCase(name))
                        .findFirst());
    }

    private static RuntimeException differs(
            Entity entity, String name, List<String> lost, List<String> bare, List<LiveColumn> columns) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-DATA-061", "a table's columns are not the entity's.")
                .with("entity", entity.name())
                .with("table", name);
        List<String> names = columns.stream().map(LiveColumn::name).toList();
        if (!lost.isEmpty()) {
            diagnosis = diagnosis.with(
                    "fields without a column",
                    lost.stream().map(field -> near(entity, field, names)).toList());
        }
        if (!bare.isEmpty()) {
            diagnosis = diagnosis.with("columns without a field", bare);
        }
        return diagnosis
                .because("each field needs a column, and each column that must have a value needs a field or a default")
                .toFix("Model.of(dataSource), which has the columns that there are")
                .toFix("@Column(name = \"...\"), where a column is called otherwise")
                .exception();
    }

    private static String near(Entity entity, String field, List<String> columns) {
        String column = entity.field(field).column();
        return field
                + Nearest.to(column, columns).map(name -> " (" + name + "?)").orElse("");
    }

    /** Says that a table is not there. */
    static RuntimeException missing(Entity entity, Collection<String> tables) {
        Diagnosis diagnosis = Diagnosis.of("ASSAY-DATA-060", "the database has no such table.")
                .with("entity", entity.name())
                .with("table", entity.schema().map(in -> in + ".").orElse("") + entity.table());
        Optional<String> near = Nearest.to(entity.table(), tables);
        return (near.isPresent() ? diagnosis.with("nearest", near.get()) : diagnosis)
                .because("rows go to the table of their entity's name, in the schemas that the connection looks in")
                .toFix("make the table before the load")
                .toFix("@Table(name = \"" + near.orElse("...") + "\") on " + entity.name())
                .toFix("load.only(...), without " + entity.name())
                .exception();
    }

    /** Says that tables have rows. */
    static RuntimeException notEmpty(List<String> tables) {
        return Diagnosis.of("ASSAY-DATA-063", "a table is not empty.")
                .with("tables", tables)
                .because("its rows may have keys that are to be loaded")
                .toFix("TRUNCATE " + String.join(", ", tables))
                .toFix("load.append(), where keys differ")
                .exception();
    }

    /** Says that a column does not take what a field holds. */
    static RuntimeException unfit(Entity entity, Target target) {
        Field field = target.field();
        return Diagnosis.of("ASSAY-DATA-062", "a column does not take such values.")
                .with("field", entity.name() + "." + field.name())
                .with("type", field.type().getName())
                .with("column", target.column().name() + " " + target.column().type())
                .because("Assay knows no way from the one to the other")
                .toFix("let the field be of the column's type, or the column of the field's")
                .exception();
    }

    /** Returns the columns that are filled, as SQL lists them. */
    String columnList(Quote quote) {
        return String.join(
                ", ",
                targets.stream()
                        .map(target -> quote.name(
                                Objects.requireNonNull(target.column().name())))
                        .toList());
    }

    /** Writes names as the database wants them. */
    @FunctionalInterface
    interface Quote {
        String name(String name);
    }
}
