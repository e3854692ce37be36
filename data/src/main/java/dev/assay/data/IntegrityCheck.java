package dev.assay.data;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Integrity.Violation;
import dev.assay.data.internal.DomainCheck;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at each row once, and at nothing twice but keys that others refer to. */
final class IntegrityCheck {
    private final ScenarioSpec scenario;
    private final Function<Entity, Stream<Row>> source;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, Integer> shown = new HashMap<>();
    private final Map<List<String>, Keys> keys = new HashMap<>();
    private final List<Violation> first = new ArrayList<>();
    private long broken;

    IntegrityCheck(ScenarioSpec scenario, Function<Entity, Stream<Row>> source) {
        this.scenario = scenario;
        this.source = source;
    }

    Integrity result() {
        return new Integrity(rows, broken, first);
    }

    void entity(Entity entity) {
        EntityCheck check = new EntityCheck(entity);
        source.apply(entity).sequential().forEach(check);
        rows.put(entity.name(), check.rows);
        for (RelationCheck relation : check.relations) {
            relation.numbers();
        }
        for (UniqueCheck unique : check.uniques) {
            if (unique.unique.where().isEmpty()) {
                keys.put(named(entity, unique.unique.fields()), unique.seen);
            }
        }
    }

    /** Looks at the rows of an entity: in arrays, as it does so for each value there is. */
    private final class EntityCheck implements Consumer<Row> {
        private final Entity entity;
        private final FieldCheck[] fields;
        private final RelationCheck[] relations;
        private final UniqueCheck[] uniques;
        private final Condition[] conditions;
        private final BitSet failed = new BitSet();
        private long rows;

        EntityCheck(Entity entity) {
            this.entity = entity;
            this.fields = new FieldCheck[entity.fields().size()];
            for (int i = 0; i < fields.length; i++) {
                fields[i] = new FieldCheck(entity.fields().get(i), i);
            }
            this.relations = new RelationCheck[entity.relations().size()];
            for (int i = 0; i < relations.length; i++) {
                relations[i] = new RelationCheck(entity, entity.relations().get(i));
            }
            this.uniques = uniques(entity).toArray(new UniqueCheck[0]);
            List<Condition> found = new ArrayList<>();
            for (Constraint constraint : entity.constraints()) {
                if (!(constraint instanceof Constraint.Unique)) {
                    found.add(new Condition(entity, constraint));
                }
            }
            this.conditions = found.toArray(new Condition[0]);
        }

        @Override
        public void accept(Row row) {
            rows++;
            // Fields first: what fails to be computed is said once.
            failed.clear();
            for (FieldCheck field : fields) {
                field.look(entity, row, failed);
            }
            for (RelationCheck relation : relations) {
                relation.look(row, failed);
            }
            for (UniqueCheck unique : uniques) {
                unique.look(entity, row, failed);
            }
            if (!failed.isEmpty()) {
                return;
            }
            for (Condition condition : conditions) {
                condition.look(entity, row);
            }
        }
    }

    private List<UniqueCheck> uniques(Entity entity) {
        List<UniqueCheck> checks = new ArrayList<>();
        if (!entity.key().isEmpty()) {
            String name = String.join("+", entity.key());
            checks.add(new UniqueCheck(entity, new Constraint.Unique(name, entity.key(), Optional.empty())));
        }
        for (Constraint constraint : entity.constraints()) {
            if (constraint instanceof Constraint.Unique unique
                    && !unique.fields().equals(entity.key())) {
                checks.add(new UniqueCheck(entity, unique));
            }
        }
        return checks;
    }

    private final class Condition {
        private final Constraint constraint;
        private final int[] places;

        Condition(Entity entity, Constraint constraint) {
            this.constraint = constraint;
            this.places = constraint instanceof Constraint.Check ? new int[0] : places(entity, constraint.fields());
        }

        void look(Entity entity, Row row) {
            if (!holds(row)) {
                List<Object> values = new ArrayList<>();
                constraint.fields().forEach(field -> values.add(row.get(field)));
                add(new Violation(
                        entity.name(), row.index(), constraint.name(), values.toString(), "which it does not allow"));
            }
        }

        private boolean holds(Row row) {
            if (constraint instanceof Constraint.Order order) {
                return Checks.holds(order, row.get(places[0]), row.get(places[1]));
            }
            return constraint instanceof Constraint.Differ
                    ? Checks.differ(row.get(places[0]), row.get(places[1]))
                    : constraint.holds(row);
        }
    }

    private void add(Violation violation) {
        broken++;
        if (shown.merge(violation.entity() + "." + violation.field(), 1, Integer::sum) <= Integrity.SHOWN) {
            first.add(violation);
        }
    }

    /** The values of some fields: one alone, or several as a list; null if one of them is. */
    static @Nullable Object values(Row row, int[] places) {
        if (places.length == 1) {
            return row.get(places[0]);
        }
        List<Object> values = new ArrayList<>(places.length);
        for (int place : places) {
            Object value = row.get(place);
            if (value == null) {
                return null;
            }
            values.add(value);
        }
        return values;
    }

    private static boolean failedToCompute(int[] places, BitSet failed) {
        for (int place : places) {
            if (failed.get(place)) {
                return true;
            }
        }
        return false;
    }

    private static int[] places(Entity entity, List<String> fields) {
        int[] places = new int[fields.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = entity.indexOf(fields.get(i));
        }
        return places;
    }

    /** Whole numbers and decimal ones of the same value are one key, whatever their type or scale; so are equal bytes. */
    static Object asKey(Object value) {
        if (value instanceof Long || value instanceof String) {
            return value;
        } else if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        } else if (value instanceof BigDecimal number) {
            return asKey(number);
        } else if (value instanceof BigInteger number) {
            return asKey(new BigDecimal(number));
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? asKey(new BigDecimal(value.toString())) : number;
        } else if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        } else if (value instanceof List<?> several) {
            List<Object> parts = new ArrayList<>(several.size());
            several.forEach(part -> parts.add(asKey(part)));
            return parts;
        }
        return value;
    }

    private static Object asKey(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        boolean whole = stripped.scale() <= 0
                && stripped.precision() - stripped.scale() <= 19
                && stripped.toBigInteger().bitLength() < Long.SIZE;
        return whole ? (Object) stripped.longValueExact() : stripped;
    }

    /** The rows of a parent by what is referred to: known by now, unless rows refer to those of their own entity. */
    private Keys keys(Entity parent, List<String> fields) {
        return keys.computeIfAbsent(named(parent, fields), unknown -> {
            Keys found = new Keys();
            int[] places = places(parent, fields);
            source.apply(parent).sequential().forEach(row -> {
                Object key = values(row, places);
                if (key != null) {
                    found.put(asKey(key), (int) row.index());
                }
            });
            return found;
        });
    }

    private static List<String> named(Entity parent, List<String> fields) {
        List<String> name = new ArrayList<>(fields);
        name.add(0, parent.name());
        return name;
    }

    private final class FieldCheck {
        private final Field field;
        private final int place;
        private final DomainCheck domain;

        FieldCheck(Field field, int place) {
            this.field = field;
            this.place = place;
            this.domain = new DomainCheck(field);
        }

        void look(Entity entity, Row row, BitSet failed) {
            Object value = null;
            String problem;
            try {
                value = row.get(place);
                problem = domain.problem(value);
                // A store's test may have moved its clock on.
                if (problem == null && field.domain().tense() != Tense.ANY && row instanceof TableRow) {
                    problem = domain.outOfTense(value, row.asOf());
                }
            } catch (DiagnosisException e) {
                problem = e.diagnosis().code() + ": " + e.diagnosis().what();
                failed.set(place);
            } catch (RuntimeException e) {
                problem = "since its rule fails: " + e.getMessage();
                failed.set(place);
            }
            if (problem != null) {
                add(new Violation(entity.name(), row.index(), field.name(), String.valueOf(value), problem));
            }
        }
    }

    private final class UniqueCheck {
        private final Constraint.Unique unique;
        private final int[] places;
        private final Keys seen = new Keys();

        UniqueCheck(Entity entity, Constraint.Unique unique) {
            this.unique = unique;
            this.places = places(entity, unique.fields());
        }

        void look(Entity entity, Row row, BitSet failed) {
            boolean looked = unique.where().isEmpty()
                    ? !failedToCompute(places, failed)
                    : failed.isEmpty() && unique.where().get().holds().test(row);
            Object value = looked ? values(row, places) : null;
            if (value == null) {
                return;
            }
            int other = seen.putIfAbsent(asKey(value), (int) row.index());
            if (other >= 0) {
                String field = unique.fields().size() == 1 ? unique.fields().get(0) : unique.name();
                add(new Violation(
                        entity.name(), row.index(), field, value.toString(), "which row " + other + " has too"));
            }
        }
    }

    private final class RelationCheck {
        private final Entity entity;
        private final Relation relation;
        private final Entity parent;
        private final Keys keys;
        private final Keys children = new Keys();
        private final int[] places;

        RelationCheck(Entity entity, Relation relation) {
            this.entity = entity;
            this.relation = relation;
            this.parent = scenario.model().entity(relation.parent());
            List<String> key = relation.parentFields().isEmpty() ? parent.key() : relation.parentFields();
            this.keys = keys(parent, key);
            this.places = places(entity, relation.fields());
        }

        void look(Row row, BitSet failed) {
            Object value = failedToCompute(places, failed) ? null : values(row, places);
            if (value == null) {
                return;
            }
            Object key = asKey(value);
            if (keys.get(key) < 0) {
                add(new Violation(
                        entity.name(),
                        row.index(),
                        relation.name(),
                        value.toString(),
                        "of which there is no " + parent.name()));
            } else if (relation.owned()) {
                children.count(key);
            }
        }

        void numbers() {
            if (!relation.owned()) {
                return;
            }
            Relation.Owned bounds = scenario.owned(entity, relation);
            // What a scenario says of single rows, which come first, counts more.
            int told = scenario.single().isEmpty()
                    ? 0
                    : parent.owning().isPresent() ? Integer.MAX_VALUE : RowSpec.count(scenario.single());
            keys.forEach((key, index) -> {
                int count = Math.max(0, children.get(key));
                boolean fits = count >= bounds.least() && count <= bounds.most();
                if (!fits && index >= told) {
                    add(new Violation(
                            parent.name(),
                            index,
                            entity.name() + "." + relation.name(),
                            String.valueOf(count),
                            "not from " + bounds.least() + " to " + bounds.most()));
                }
            });
        }
    }
}
