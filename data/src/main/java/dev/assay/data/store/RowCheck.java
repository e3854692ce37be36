package dev.assay.data.store;

import dev.assay.core.Diagnosis;
import dev.assay.data.Constraint;
import dev.assay.data.Field;
import dev.assay.data.Row;
import dev.assay.data.store.BaseTable.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Looks whether a row may be as it would be, among the others. */
record RowCheck(Access access) {
    /** What a value that is to be unique and is taken is called. */
    static final String TAKEN = "ASSAY-DATA-042";

    /** Says whether another row has what no two of all rows may have. */
    static void addTaken(StoreRow row, @Nullable StoreRow was, List<Diagnosis> problems) {
        Constraint.Unique taken = taken(row, was, false);
        if (taken != null) {
            problems.add(isTaken(row, taken));
        }
    }

    /** Says what is wrong with a row's values and parents: of what changed alone, if it was there before. */
    static List<Diagnosis> possible(StoreRow row, @Nullable StoreRow was) {
        BaseTable table = row.table();
        List<Diagnosis> problems = new ArrayList<>();
        for (int i = 0; i < table.domains.length; i++) {
            Object value = row.get(i);
            String problem =
                    was != null && Objects.deepEquals(value, was.get(i)) ? null : table.domains[i].problem(value);
            if (problem != null) {
                problems.add(value(table, table.entity.fields().get(i), value, problem));
            }
        }
        for (Link link : table.parents) {
            Object key = link.in().key(row.values());
            boolean same = was != null && Objects.equals(key, link.in().key(was.values()));
            if (key != null && !same && row.parent(link) == null) {
                problems.add(noParent(link, key));
            }
        }
        return problems;
    }

    /** Says which conditions a row does not keep whose values can be. */
    List<Diagnosis> conditions(StoreRow row) {
        List<Diagnosis> problems = new ArrayList<>();
        for (Constraint constraint : row.table().entity.constraints()) {
            if (!constraint.holds(row)) {
                problems.add(Diagnosis.of("ASSAY-DATA-043", "a row does not keep a constraint.")
                        .with("entity", row.table().entity.name())
                        .with("constraint", constraint.name())
                        .with(
                                "values",
                                constraint.fields().stream()
                                        .map(field -> field + " = " + row.get(field))
                                        .collect(Collectors.joining(", ")))
                        .because("the model says that all rows keep it")
                        .toFix("other values of " + String.join(" or ", constraint.fields())));
            }
        }
        List<Resource.Named<Predicate<Row>>> rules =
                access.resource(row.table()).all("validate");
        for (Resource.Named<Predicate<Row>> rule : rules) {
            if (!rule.value().test(row)) {
                problems.add(Diagnosis.of("ASSAY-DATA-046", "a row is not valid.")
                        .with("entity", row.table().entity.name())
                        .with("row", row)
                        .because("it does not hold that " + rule.name())
                        .toFix("values for which that holds"));
            }
        }
        return problems;
    }

    /** Says that a parent is not there, or none to pick. */
    static Diagnosis noParent(Link link, @Nullable Object key) {
        String parent = link.parents().entity.name();
        return Diagnosis.of("ASSAY-DATA-044", "a row refers to a parent that is not there.")
                .with("entity", link.of().entity.name())
                .with("field", link.relation().name())
                .with("value", key)
                .because(
                        key == null ? "there is no " + parent + " to pick" : "there is no " + parent + " with that key")
                .toFix("create the " + parent + " first")
                .toFix("the key of one that is there");
    }

    /**
     * Returns the first constraint by which another row has the same values; null if there is none.
     *
     * @param some whether to look at those that are for some rows, or at those that are for all
     */
    static Constraint.@Nullable Unique taken(StoreRow row, @Nullable StoreRow was, boolean some) {
        BaseTable table = row.table();
        List<Constraint.Unique> all = new ArrayList<>();
        if (table.key != null) {
            all.add(new Constraint.Unique("key", table.entity.key(), Optional.empty()));
        }
        table.entity.constraints().forEach(constraint -> {
            if (constraint instanceof Constraint.Unique unique) {
                all.add(unique);
            }
        });
        for (Constraint.Unique unique : all) {
            Index index = table.unique(unique);
            Object key = index.where() != null == some ? index.key(row.values()) : null;
            if (key == null || was != null && index.where() == null && key.equals(index.key(was.values()))) {
                continue;
            }
            boolean counts = index.where() == null || index.where().holds().test(row);
            if (counts && other(row, index, key) >= 0) {
                return unique;
            }
        }
        return null;
    }

    private static int other(StoreRow row, Index index, Object key) {
        return Arrays.stream(row.state().at(row.table()).rows(index, key))
                .filter(each -> each != row.index())
                .findFirst()
                .orElse(-1);
    }

    static Diagnosis isTaken(StoreRow row, Constraint.Unique unique) {
        Index index = row.table().unique(unique);
        Object key = Objects.requireNonNull(index.key(row.values()));
        StoreRow other = row.state().row(row.table(), other(row, index, key));
        return Diagnosis.of(TAKEN, "a value that is to be unique is taken.")
                .with("entity", row.table().entity.name())
                .with("field", String.join("+", unique.fields()))
                .with(
                        "value",
                        unique.fields().stream()
                                .map(field -> String.valueOf(row.get(field)))
                                .collect(Collectors.joining(", ")))
                .with("taken by", other)
                .because(
                        unique.fields().equals(row.table().entity.key())
                                ? "no two rows have the same key"
                                : "no two rows may have the same"
                                        + (index.where() == null
                                                ? ""
                                                : ", where " + index.where().text()))
                .toFix("another value")
                .toFix("leave it out in RowSpec.of(" + row.table().entity.name() + ".class), which makes a free one");
    }

    /** Says that a field cannot have a value. */
    static Diagnosis value(BaseTable table, Field field, @Nullable Object value, String problem) {
        return Diagnosis.of("ASSAY-DATA-041", "a field cannot have a value.")
                .with("entity", table.entity.name())
                .with("field", field.name())
                .with("value", value)
                .because(problem)
                .toFix(
                        field.domain().values().isEmpty()
                                ? "another value"
                                : "one of " + field.domain().values());
    }
}
