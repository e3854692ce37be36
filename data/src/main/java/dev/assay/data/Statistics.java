package dev.assay.data;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many rows there are, how large, and how their values are distributed.
 *
 * @param entities by name, parents before their children
 * @since 0.1
 */
public record Statistics(Map<String, OfEntity> entities) {
    /** How many different values of a field are told apart; where there are more, the likeliest are not known. */
    public static final int TOLD_APART = 1_000;

    private static final int MOST_FREQUENT = 5;

    /** Copies the map. */
    public Statistics {
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    /**
     * Those of an entity.
     *
     * @param rows how many
     * @param characters of all values as texts, without separators: about what a file of them takes
     * @param fields by name
     * @param relations by name
     */
    public record OfEntity(long rows, long characters, Map<String, OfField> fields, Map<String, OfRelation> relations) {
        /** Copies the maps. */
        public OfEntity {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
            relations = Collections.unmodifiableMap(new LinkedHashMap<>(relations));
        }

        /**
         * Returns those of a field.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public OfField field(String name) {
            return known(fields, name);
        }

        /**
         * Returns those of a relation.
         *
         * @throws IllegalArgumentException if there is none of that name
         */
        public OfRelation relation(String name) {
            return known(relations, name);
        }
    }

    /**
     * Those of a relation: how many rows parents have.
     *
     * @param parent the parent's entity, by name
     * @param without how many parents have none
     * @param least how many rows a parent has at least; 0 without parents
     * @param most how many at most
     * @param mean how many on average
     * @param orphans how many rows have no such parent: no key, or one of no row
     */
    public record OfRelation(String parent, long without, long least, long most, double mean, long orphans) {}

    /**
     * Those of a field.
     *
     * @param none how many rows have no value
     * @param distinct how many different values there are; {@value Statistics#TOLD_APART} stands for that many or more
     * @param least the smallest value, as a text; empty without any, or where values have no order
     * @param most the largest value
     * @param frequent the likeliest values and how often they are there, the likeliest first; empty where nearly all
     *     differ
     */
    public record OfField(
            long none, long distinct, Optional<String> least, Optional<String> most, Map<String, Long> frequent) {
        /** Copies the map. */
        public OfField {
            frequent = Collections.unmodifiableMap(new LinkedHashMap<>(frequent));
        }
    }

    /**
     * Returns those of an entity.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public OfEntity entity(String name) {
        return known(entities, name);
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalArgumentException("there is no " + name + ", but " + all.keySet());
        }
        return found;
    }

    /** Looks at all rows of a model, wherever they are. */
    public static Statistics of(Model model, Function<Entity, Stream<Row>> rows) {
        Map<String, OfEntity> found = new LinkedHashMap<>();
        for (Entity entity : model.entities()) {
            List<Count> counts =
                    entity.fields().stream().map(field -> new Count()).toList();
            List<Children> children = entity.relations().stream()
                    .map(relation -> new Children(entity, relation, model.entity(relation.parent())))
                    .toList();
            long[] sums = new long[2];
            rows.apply(entity).sequential().forEach(row -> {
                sums[0]++;
                for (int i = 0; i < counts.size(); i++) {
                    sums[1] += counts.get(i).add(row.get(i));
                }
                children.forEach(each -> each.add(row));
            });
            Map<String, OfField> fields = new LinkedHashMap<>();
            for (int i = 0; i < counts.size(); i++) {
                fields.put(entity.fields().get(i).name(), counts.get(i).result());
            }
            Map<String, OfRelation> relations = new LinkedHashMap<>();
            for (Children each : children) {
                relations.put(each.relation.name(), each.result(rows.apply(each.parent)));
            }
            found.put(entity.name(), new OfEntity(sums[0], sums[1], fields, relations));
        }
        return new Statistics(found);
    }

    /** Returns how many rows each entity has, in one line: {@code Customer 25, Invoice 75}. */
    @Override
    public String toString() {
        return entities.entrySet().stream()
                .map(each -> each.getKey() + " " + each.getValue().rows())
                .collect(Collectors.joining(", "));
    }

    private static final class Children {
        private final Relation relation;
        private final Entity parent;
        private final int[] places;
        private final int[] parentPlaces;
        private final Map<Object, long[]> numbers = new HashMap<>();
        private long orphans;

        Children(Entity entity, Relation relation, Entity parent) {
            this.relation = relation;
            this.parent = parent;
            this.places = relation.fields().stream().mapToInt(entity::indexOf).toArray();
            List<String> key = relation.parentFields().isEmpty() ? parent.key() : relation.parentFields();
            this.parentPlaces = key.stream().mapToInt(parent::indexOf).toArray();
        }

        void add(Row row) {
            Object key = IntegrityCheck.values(row, places);
            if (key == null) {
                orphans++;
            } else {
                numbers.computeIfAbsent(IntegrityCheck.asKey(key), unseen -> new long[1])[0]++;
            }
        }

        OfRelation result(Stream<Row> parents) {
            LongSummaryStatistics found = new LongSummaryStatistics();
            long[] without = new long[1];
            parents.sequential().forEach(row -> {
                Object key = IntegrityCheck.values(row, parentPlaces);
                long[] number = key == null ? null : numbers.remove(IntegrityCheck.asKey(key));
                found.accept(number == null ? 0 : number[0]);
                without[0] += number == null ? 1 : 0;
            });
            long strays = numbers.values().stream().mapToLong(each -> each[0]).sum();
            boolean none = found.getCount() == 0;
            return new OfRelation(
                    parent.name(),
                    without[0],
                    none ? 0 : found.getMin(),
                    none ? 0 : found.getMax(),
                    found.getAverage(),
                    orphans + strays);
        }
    }

    private static final class Count {
        private final Map<Object, Long> values = new HashMap<>();
        private long none;
        private @Nullable Comparable<Object> least;
        private @Nullable Comparable<Object> most;

        /** Returns how many characters the value has. */
        long add(@Nullable Object value) {
            if (value == null) {
                none++;
                return 0;
            }
            if (values.size() < TOLD_APART || values.containsKey(value)) {
                values.merge(value, 1L, Long::sum);
            }
            if (value instanceof Comparable<?>) {
                @SuppressWarnings("unchecked") // all values of a field are of one type
                Comparable<Object> comparable = (Comparable<Object>) value;
                least = least == null || comparable.compareTo(least) < 0 ? comparable : least;
                most = most == null || comparable.compareTo(most) > 0 ? comparable : most;
            }
            return value instanceof byte[] bytes
                    ? 2L * bytes.length
                    : value.toString().length();
        }

        OfField result() {
            Map<String, Long> frequent = new LinkedHashMap<>();
            if (values.size() < TOLD_APART) {
                values.entrySet().stream()
                        .filter(each -> each.getValue() > 1)
                        .sorted((a, b) -> {
                            int byCount = Long.compare(b.getValue(), a.getValue());
                            return byCount != 0
                                    ? byCount
                                    : a.getKey().toString().compareTo(b.getKey().toString());
                        })
                        .limit(MOST_FREQUENT)
                        .forEach(each -> frequent.put(each.getKey().toString(), each.getValue()));
            }
            return new OfField(
                    none,
                    values.size(),
                    Optional.ofNullable(least).map(Objects::toString),
                    Optional.ofNullable(most).map(Objects::toString),
                    frequent);
        }
    }
}
