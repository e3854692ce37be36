package dev.assay.data;

import dev.assay.core.Diagnosis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the single rows of a table are told, field by field, and whether they can be told it together. */
final class ToldRows {
    private final Table table;
    private final Entity entity;

    ToldRows(Table table) {
        this.table = table;
        this.entity = table.entity;
    }

    /** Returns what is told of a field, by the row's index; empty for no value. */
    Map<Long, Optional<Object>> of(String field) {
        Map<Long, Optional<Object>> told = new LinkedHashMap<>();
        for (int i = 0; i < table.singles; i++) {
            Optional<Object> value = value(i, field);
            if (value != null) {
                told.put((long) i, value);
            }
        }
        return told;
    }

    /** Returns the parents that rows are told to have, by the row's index; -1 for none. */
    Map<Long, Long> parents(Relation relation) {
        Map<Long, Long> told = new LinkedHashMap<>();
        for (int i = 0; i < table.singles; i++) {
            Long parent = table.single.get(i).parents().get(relation.name());
            Optional<Object> key = value(i, relation.fields().get(0));
            if (parent != null) {
                told.put((long) i, parent);
            } else if (key != null && (key.isEmpty() || key.get() instanceof Number)) {
                told.put(
                        (long) i,
                        key.map(each -> ((Number) each).longValue() - 1).orElse(-1L));
            }
        }
        return told;
    }

    /**
     * Refuses values that two rows are told although they must differ in them.
     *
     * @throws dev.assay.core.DiagnosisException ASSAY-DATA-084
     */
    void check() {
        if (table.singles == 0) {
            return;
        }
        if (!entity.key().isEmpty()) {
            differ(entity.key());
        }
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique unique && unique.where().isEmpty()) {
                differ(unique.fields());
            }
        }
    }

    private void differ(List<String> fields) {
        Map<List<Object>, Integer> seen = new HashMap<>();
        for (int i = 0; i < table.singles; i++) {
            List<Object> values = values(i, fields);
            Integer other = values == null ? null : seen.putIfAbsent(values, i);
            if (values != null && other != null) {
                throw Diagnosis.of("ASSAY-DATA-084", "single rows are told the same of what is to be unique.")
                        .with("scenario", table.dataset.scenario().name())
                        .with("field", entity.name() + "." + String.join("+", fields))
                        .with("value", values.size() == 1 ? values.get(0) : values)
                        .with("rows", other + " and " + i)
                        .because(
                                "no two rows may have it, and children that are told alike all have what they are told")
                        .toFix("tell each row a value of its own, or leave it out of all but one")
                        .exception();
            }
        }
    }

    /** Returns what a row is told of some fields; null if not all of them are. */
    private @Nullable List<Object> values(int row, List<String> fields) {
        List<Object> values = new ArrayList<>(fields.size());
        for (String field : fields) {
            Object value = known(row, field);
            if (value == null) {
                return null;
            }
            values.add(IntegrityCheck.asKey(value));
        }
        return values;
    }

    private @Nullable Object known(int row, String field) {
        Optional<Object> told = value(row, field);
        Relation relation = told == null ? entity.relation(field).orElse(null) : null;
        if (told != null) {
            return told.orElse(null);
        } else if (relation == null || relation.fields().size() > 1) {
            return null;
        } else if (relation.owned()) {
            return table.owned == null ? null : table.owned.parent(row) + 1;
        }
        Long parent = table.single.get(row).parents().get(relation.name());
        return parent == null ? null : parent + 1;
    }

    @SuppressWarnings("OptionalAssignedToNull") // a value may be told to be none
    private @Nullable Optional<Object> value(int row, String field) {
        RowSpec spec = table.single.get(row).spec();
        return spec == null ? null : spec.values().get(field);
    }
}
