package dev.assay.data;

import dev.assay.core.DiagnosisException;
import dev.assay.data.Integrity.Violation;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at each row once, and at nothing twice but keys that others refer to. */
final class IntegrityCheck {
    private final ScenarioSpec scenario;
    private final Function<Entity, Stream<Row>> source;
    private final Map<String, Long> rows = new LinkedHashMap<>();
    private final Map<String, Integer> shown = new HashMap<>();
    private final Map<List<String>, Map<Object, int[]>> keys = new HashMap<>();
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
        List<FieldCheck> fields = new ArrayList<>();
        for (int i = 0; i < entity.fields().size(); i++) {
            fields.add(new FieldCheck(entity.fields().get(i), i));
        }
        List<UniqueCheck> uniques = uniques(entity);
        List<RelationCheck> relations = new ArrayList<>();
        for (Relation relation : entity.relations()) {
            relations.add(new RelationCheck(entity, relation));
        }
        long[] count = new long[1];
        source.apply(entity).sequential().forEach(row -> {
            count[0]++;
            // Fields first: what fails to be computed is said once.
            BitSet failed = new BitSet();
            for (FieldCheck field : fields) {
                field.look(entity, row, failed);
            }
            for (RelationCheck relation : relations) {
                relation.look(row, failed);
            }
            if (failed.isEmpty()) {
                uniques.forEach(unique -> unique.look(entity, row));
                conditions(entity, row);
            }
        });
        rows.put(entity.name(), count[0]);
        relations.forEach(RelationCheck::numbers);
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

    private void conditions(Entity entity, Row row) {
        for (Constraint constraint : entity.constraints()) {
            boolean holds = true;
            if (constraint instanceof Constraint.Order order) {
                holds = Checks.holds(order, row);
            } else if (constraint instanceof Constraint.Check check) {
                holds = check.holds().test(row);
            }
            if (!holds) {
                List<Object> values = new ArrayList<>();
                constraint.fields().forEach(field -> values.add(row.get(field)));
                add(new Violation(
                        entity.name(), row.index(), constraint.name(), values.toString(), "which it does not allow"));
            }
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
        Object[] values = new Object[places.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(places[i]);
            if (values[i] == null) {
                return null;
            }
        }
        return Arrays.asList(values);
    }

    private static int[] places(Entity entity, List<String> fields) {
        return fields.stream().mapToInt(entity::indexOf).toArray();
    }

    /** Numbers of different types are one key. */
    static Object asKey(Object value) {
        return value instanceof Integer || value instanceof Short ? (Object) ((Number) value).longValue() : value;
    }

    /** How often each key of a parent's rows is referred to. */
    private Map<Object, int[]> keys(Entity parent, List<String> fields) {
        List<String> name = new ArrayList<>(fields);
        name.add(0, parent.name());
        return keys.computeIfAbsent(name, unknown -> {
            Map<Object, int[]> found = new LinkedHashMap<>();
            int[] places = places(parent, fields);
            source.apply(parent).sequential().forEach(row -> {
                Object key = values(row, places);
                if (key != null) {
                    found.put(asKey(key), new int[] {(int) row.index()});
                }
            });
            return found;
        });
    }

    private final class FieldCheck {
        private final Field field;
        private final int place;
        private final @Nullable Pattern pattern;

        FieldCheck(Field field, int place) {
            this.field = field;
            this.place = place;
            this.pattern = field.domain().pattern() == null
                    ? null
                    : Pattern.compile(field.domain().pattern());
        }

        void look(Entity entity, Row row, BitSet failed) {
            Object value = null;
            String problem;
            try {
                value = row.get(place);
                problem = problem(value);
            } catch (IndexOutOfBoundsException | NullPointerException | ClassCastException e) {
                problem = "since its rule fails: " + e.getMessage();
                failed.set(place);
            } catch (DiagnosisException e) {
                problem = e.diagnosis().code() + ": " + e.diagnosis().what();
                failed.set(place);
            }
            if (problem != null) {
                add(new Violation(entity.name(), row.index(), field.name(), String.valueOf(value), problem));
            }
        }

        private @Nullable String problem(@Nullable Object value) {
            if (value == null) {
                return field.nullable() ? null : "which cannot be";
            }
            Domain domain = field.domain();
            if (domain == Domain.ANY) {
                return null;
            }
            if (!domain.values().isEmpty() && !domain.values().contains(value)) {
                return "which is none of " + domain.values();
            } else if (value instanceof String text) {
                if (!domain.lengths().allow(text.length())) {
                    return text.length() + " characters, not " + domain.lengths();
                }
                return pattern == null || pattern.matcher(text).matches() ? null : "which does not match " + pattern;
            } else if (value instanceof Number number && !domain.numbers().isOpen()) {
                BigDecimal exact = number instanceof BigDecimal big ? big : new BigDecimal(number.toString());
                return domain.numbers().allow(exact) ? null : "not " + domain.numbers();
            }
            LocalDateTime time = time(value);
            return time == null || domain.times().allow(time) ? null : "not " + domain.times();
        }

        private static @Nullable LocalDateTime time(Object value) {
            if (value instanceof LocalDate day) {
                return day.atStartOfDay();
            } else if (value instanceof Instant instant) {
                return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
            } else if (value instanceof OffsetDateTime time) {
                return time.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime();
            }
            return value instanceof LocalDateTime time ? time : null;
        }
    }

    private final class UniqueCheck {
        private final Constraint.Unique unique;
        private final int[] places;
        private final Map<Object, Long> seen = new HashMap<>();

        UniqueCheck(Entity entity, Constraint.Unique unique) {
            this.unique = unique;
            this.places = places(entity, unique.fields());
        }

        void look(Entity entity, Row row) {
            if (unique.where().isPresent() && !unique.where().get().holds().test(row)) {
                return;
            }
            Object value = values(row, places);
            Long other = value == null ? null : seen.putIfAbsent(value, row.index());
            if (other != null) {
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
        private final Map<Object, int[]> keys;
        private final Map<Object, int[]> children = new HashMap<>();
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
            Object value = Arrays.stream(places).anyMatch(failed::get) ? null : values(row, places);
            if (value == null) {
                return;
            }
            Object key = asKey(value);
            if (!keys.containsKey(key)) {
                add(new Violation(
                        entity.name(),
                        row.index(),
                        relation.name(),
                        value.toString(),
                        "of which there is no " + parent.name()));
            } else if (relation.owned()) {
                children.computeIfAbsent(key, unseen -> new int[1])[0]++;
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
                int[] number = children.get(key);
                int count = number == null ? 0 : number[0];
                boolean fits = count >= bounds.least() && count <= bounds.most();
                if (!fits && index[0] >= told) {
                    add(new Violation(
                            parent.name(),
                            index[0],
                            entity.name() + "." + relation.name(),
                            String.valueOf(count),
                            "not from " + bounds.least() + " to " + bounds.most()));
                }
            });
        }
    }
}
