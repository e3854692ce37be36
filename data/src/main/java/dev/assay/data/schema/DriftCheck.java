package dev.assay.data.schema;

import dev.assay.core.Diagnosis;
import dev.assay.data.Constraint;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Model;
import dev.assay.data.Relation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares a model with what a database says of itself. */
final class DriftCheck {
    private static final Map<Class<?>, Class<?>> WRAPPERS = Map.of(
            int.class, Integer.class,
            long.class, Long.class,
            short.class, Short.class,
            byte.class, Short.class,
            double.class, Double.class,
            float.class, Float.class,
            boolean.class, Boolean.class);

    private final Model model;
    private final LiveTables live;
    private final List<Drift.Difference> differences = new ArrayList<>();

    DriftCheck(Model model, LiveTables live) {
        this.model = model;
        this.live = live;
    }

    Drift drift() {
        Set<LiveSchema.Table> known = new HashSet<>();
        for (Entity entity : model.entities()) {
            LiveSchema.Table table = live.of(entity).orElse(null);
            if (table == null) {
                differences.add(new Drift.Difference(entity.table(), "table", entity.name(), "none"));
            } else {
                known.add(table);
                columns(entity, table);
                keys(entity, table);
                relations(entity, table);
            }
        }
        for (LiveSchema.Table table : live.all()) {
            if (!known.contains(table)) {
                differences.add(new Drift.Difference(table.name(), "table", "none", "a table"));
            }
        }
        return new Drift(differences);
    }

    /**
     * Makes sure that all tables and columns are there.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-035 if they are not
     */
    void complete() {
        List<String> missing = new ArrayList<>();
        for (Entity entity : model.entities()) {
            LiveSchema.Table table = live.of(entity).orElse(null);
            if (table == null) {
                missing.add(entity.table());
                continue;
            }
            for (Field field : entity.fields()) {
                if (table.column(field.column()).isEmpty()) {
                    missing.add(entity.table() + "." + field.column());
                }
            }
        }
        if (!missing.isEmpty()) {
            throw Diagnosis.of("ASSAY-DATA-035", "a database lacks what a model has.")
                    .with("missing", String.join("\n", missing))
                    .because("rows can only be looked at where they are")
                    .toFix("Database.of(dataSource).drift(model), which lists all differences")
                    .toFix("Database.of(dataSource).schema(\"...\"), if the tables are in another schema")
                    .exception();
        }
    }

    private void columns(Entity entity, LiveSchema.Table table) {
        Set<String> known = new HashSet<>();
        for (Field field : entity.fields()) {
            LiveSchema.Column column = table.column(field.column()).orElse(null);
            String what = "column " + field.column();
            if (column == null) {
                add(table, what, field.type().getSimpleName(), "none");
                continue;
            }
            known.add(column.name());
            if (!fits(field.type(), column.type())) {
                add(table, what, field.type().getSimpleName(), column.sqlType());
            }
            boolean nullable = column.nullable() && !table.key().contains(column.name());
            if (field.nullable() && !nullable) {
                add(table, what, "may be without a value", "not null");
            } else if (!field.nullable() && nullable && !required(table, column)) {
                add(table, what, "always has a value", "may be null");
            }
        }
        for (LiveSchema.Column column : table.columns()) {
            boolean filled = column.generated() != null
                    || column.type() == Object.class && (column.nullable() || column.hasDefault())
                    || column.always();
            if (!known.contains(column.name()) && !filled) {
                boolean needed = !column.nullable() && !column.hasDefault();
                add(
                        table,
                        "column " + column.name(),
                        "none",
                        column.sqlType() + (needed ? ", which every row needs" : ""));
            }
        }
    }

    /** Tells whether a check, or a unique index, demands a value. */
    private static boolean required(LiveSchema.Table table, LiveSchema.Column column) {
        TableFields fields = new TableFields(table, new HashSet<>());
        Set<String> ignored = new HashSet<>();
        table.uniques().stream()
                .filter(unique -> unique.nullsEqual())
                .forEach(unique -> ignored.addAll(unique.columns()));
        if (ignored.contains(column.name())) {
            return true;
        }
        Map<String, LiveSchema.Column> columns = new java.util.HashMap<>();
        table.columns().forEach(each -> columns.put(each.name(), each));
        for (LiveSchema.Check check : table.checks()) {
            try {
                if (Facts.of(new TermParser(columns).parse(check.text()), fields::column)
                        .required()
                        .contains(column.name())) {
                    return true;
                }
            } catch (NotUnderstood e) {
                // What nobody understands demands nothing here.
                continue;
            }
        }
        return false;
    }

    private void add(LiveSchema.Table table, String what, String inModel, String inDatabase) {
        differences.add(new Drift.Difference(table.name(), what, inModel, inDatabase));
    }

    private static boolean fits(Class<?> field, Class<?> column) {
        Class<?> type = WRAPPERS.getOrDefault(field, field);
        if (type == column
                || type == Object.class
                || column == Object.class
                || type.isEnum() && column == String.class) {
            return true;
        } else if (type == Instant.class || type == OffsetDateTime.class || type == LocalDateTime.class) {
            return column == OffsetDateTime.class || column == LocalDateTime.class;
        } else if (type == Float.class || type == Double.class) {
            return column == Float.class || column == Double.class;
        } else if (type == Short.class || type == Integer.class) {
            return column == Integer.class || column == Long.class || type == Short.class && column == Short.class;
        } else if (type == Year.class) {
            return column == Short.class || column == Integer.class || column == Long.class;
        } else if (type == BigInteger.class) {
            return column == BigDecimal.class || column == Long.class;
        }
        return type == byte[].class && column == byte[].class;
    }

    private void keys(Entity entity, LiveSchema.Table table) {
        Set<String> ours = set(columns(entity, entity.key()));
        Set<String> theirs = set(table.key());
        if (!ours.equals(theirs)) {
            add(table, "primary key", said(ours), said(theirs));
        }
        Set<Set<String>> uniques = new LinkedHashSet<>();
        Set<Set<String>> live = new LinkedHashSet<>();
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique unique) {
                uniques.add(set(columns(entity, unique.fields())));
            }
        }
        for (LiveSchema.Unique unique : table.uniques()) {
            live.add(
                    set(unique.columns().stream().map(each -> bare(table, each)).toList()));
        }
        for (Set<String> unique : uniques) {
            if (!live.contains(unique) && !unique.equals(theirs)) {
                add(table, "unique", said(unique), "none");
            }
        }
        for (Set<String> unique : live) {
            if (!uniques.contains(unique) && !unique.equals(ours)) {
                add(table, "unique", "none", said(unique));
            }
        }
    }

    /** The column that an index is over, also if it is over its lower-case letters. */
    private static String bare(LiveSchema.Table table, String expression) {
        if (table.column(expression).isPresent()) {
            return expression;
        }
        return table.columns().stream()
                .map(LiveSchema.Column::name)
                .filter(name -> expression.matches(".*\\W\"?" + java.util.regex.Pattern.quote(name) + "\"?\\W.*"))
                .findFirst()
                .orElse(expression);
    }

    private void relations(Entity entity, LiveSchema.Table table) {
        Set<String> ours = new LinkedHashSet<>();
        for (Relation relation : entity.relations()) {
            ours.add(key(columns(entity, relation.fields()), parent(model.entity(relation.parent()), table)));
        }
        Set<String> theirs = new LinkedHashSet<>();
        table.foreignKeys().forEach(key -> theirs.add(key(key.columns(), key.parent())));
        for (String key : ours) {
            if (!theirs.contains(key)) {
                add(table, "foreign key", key, "none");
            }
        }
        for (String key : theirs) {
            if (!ours.contains(key)) {
                add(table, "foreign key", "none", key);
            }
        }
    }

    /** What a table calls a parent, which may be in another schema. */
    private String parent(Entity entity, LiveSchema.Table of) {
        return live.of(entity)
                .filter(found -> !found.schema().equals(of.schema()))
                .map(found -> found.schema() + "." + found.name())
                .orElse(entity.table());
    }

    private static String key(List<String> columns, String parent) {
        return said(set(columns)) + " -> " + parent.toLowerCase(Locale.ROOT);
    }

    private static List<String> columns(Entity entity, List<String> fields) {
        return fields.stream().map(field -> entity.field(field).column()).toList();
    }

    private static Set<String> set(List<String> names) {
        Set<String> set = new TreeSet<>();
        names.forEach(name -> set.add(name.toLowerCase(Locale.ROOT)));
        return set;
    }

    private static String said(Set<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
