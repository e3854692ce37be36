package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Calculation;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Field;
import dev.assay.data.Model;
import dev.assay.data.Row;
import dev.assay.data.ScenarioSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.AbstractCollection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Date;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class MutableTest {
    record Document(long id, byte[] content, List<String> tags, Date sent) {}

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Dataset DATA =
            ScenarioSpec.of(model(), "documents").rows(Document.class, 2).dataset(Seed.of(1), DAY);

    private static Model model() {
        Entity documents = new Entity(
                "Document",
                "document",
                java.util.Optional.of(Document.class),
                Entity.named("Document")
                        .field("id", long.class)
                        .field("content", byte[].class)
                        .field("tags", List.class)
                        .field("sent", Date.class)
                        .build()
                        .fields(),
                List.of("id"),
                List.of(),
                List.of(),
                List.of());
        return Model.of(List.of(documents))
                .with(Document.class, "content", (row, own) -> new byte[] {1, 2})
                .with(Document.class, "tags", (row, own) -> new ArrayList<>(List.of("a")))
                .with(Document.class, "sent", (row, own) -> new Date(0))
                .with(Document.class, new Calculation("words", List.class, row -> new ArrayList<>(List.of("word"))));
    }

    private static <T> T of(Store store, String field, Class<T> type) {
        return store.row(Document.class, 1).orElseThrow().get(field, type);
    }

    @Nested
    class What_a_test_changes_of_what_it_read {
        @Test
        void is_not_seen_by_others() {
            try (Store store = Store.of(DATA);
                    Store other = Store.of(DATA)) {
                of(store, "content", byte[].class)[0] = 9;
                of(store, "tags", List.class).clear();
                of(store, "sent", Date.class).setTime(1);
                of(store, "words", List.class).clear();
                Document read = store.get(Document.class, 1);
                read.content()[0] = 9;
                read.tags().clear();
                read.sent().setTime(1);
                for (Store each : List.of(store, other)) {
                    Document there = each.get(Document.class, 1);
                    assertThat(there.content()).containsExactly(1, 2);
                    assertThat(there.tags()).containsExactly("a");
                    assertThat(there.sent()).isEqualTo(new Date(0));
                    assertThat(of(each, "words", List.class)).hasSize(1);
                }
            }
        }
    }

    @Nested
    class What_a_test_changes_of_what_it_wrote {
        @Test
        void is_not_seen_in_the_store() {
            try (Store store = Store.of(DATA)) {
                byte[] content = {5};
                List<String> tags = new ArrayList<>(List.of("b"));
                Date sent = new Date(5);
                store.update(Document.class, 1, Map.of("content", content, "tags", tags, "sent", sent));
                content[0] = 6;
                tags.clear();
                sent.setTime(6);
                Document there = store.get(Document.class, 1);
                assertThat(there.content()).containsExactly(5);
                assertThat(there.tags()).containsExactly("b");
                assertThat(there.sent()).isEqualTo(new Date(5));
                assertThat(store.query(Document.class)
                                .where("content", new byte[] {5})
                                .count())
                        .isEqualTo(1);
                Row row = store.row(Document.class, 1).orElseThrow();
                assertThat(store.row(Document.class, 1)).contains(row);
            }
        }
    }

    @Test
    void copies_are_of_their_kind_and_equal() {
        Object[] nested = {new int[] {1}, null};
        for (Object value : Arrays.asList(
                new TreeSet<>(Set.of(2, 1)),
                Set.of(1),
                new java.util.LinkedList<>(List.of(1)),
                Map.of("a", List.of(1)),
                new java.util.TreeMap<>(Map.of("a", 1)),
                java.util.EnumSet.of(Action.READ),
                "text")) {
            assertThat(Values.copy(value)).isEqualTo(value);
        }
        @Nullable Object[] copy = (@Nullable Object[]) Objects.requireNonNull(Values.copy(nested));
        ((int[]) Objects.requireNonNull(copy[0]))[0] = 7;
        assertThat(nested[0]).isEqualTo(new int[] {1});
    }

    /** A collection of a test's own, of which nobody says how it is copied. */
    static final class Closed extends AbstractCollection<String> {
        private final List<String> all = new ArrayList<>();

        @Override
        public Iterator<String> iterator() {
            return all.iterator();
        }

        @Override
        public int size() {
            return all.size();
        }
    }

    record Named(long id, PriorityQueue<String> queue, Vector<String> vector, BitSet bits) {}

    @Nested
    class Of_any_kind {
        private final Model model = Model.of(Named.class)
                .with(Named.class, "queue", (row, own) -> {
                    PriorityQueue<String> queue = new PriorityQueue<>(Comparator.reverseOrder());
                    queue.addAll(List.of("a", "c", "b"));
                    return queue;
                })
                .with(Named.class, "vector", (row, own) -> new Vector<>(List.of("a")))
                .with(Named.class, "bits", (row, own) -> BitSet.valueOf(new long[] {5}));

        @Test
        void values_are_those_of_one_store() {
            Dataset data = ScenarioSpec.of(model, "test").rows(Named.class, 2).dataset(Seed.of(1), DAY);
            try (Store store = Store.of(data);
                    Store other = Store.of(data)) {
                Named read = store.get(Named.class, 1L);
                read.queue().add("d");
                read.vector().add("b");
                read.bits().clear();
                for (Store each : List.of(store, other)) {
                    Named there = each.get(Named.class, 1L);
                    assertThat(there.queue().poll()).isEqualTo("c");
                    assertThat(there.queue()).containsExactlyInAnyOrder("a", "b");
                    assertThat(there.vector()).containsExactly("a");
                    assertThat(there.bits().cardinality()).isEqualTo(2);
                }
            }
        }

        @Test
        void what_is_in_them_is_copied_too() {
            for (Collection<int[]> value : List.<Collection<int[]>>of(
                    new LinkedList<>(List.of(new int[] {1})),
                    new Vector<>(List.of(new int[] {1})),
                    new CopyOnWriteArrayList<>(List.of(new int[] {1})),
                    new ConcurrentLinkedQueue<>(List.of(new int[] {1})),
                    Collections.unmodifiableCollection(List.of(new int[] {1})),
                    Set.of(new int[] {1}))) {
                Collection<?> copy = (Collection<?>) Objects.requireNonNull(Values.copy(value));
                ((int[]) copy.iterator().next())[0] = 2;
                assertThat(value.iterator().next()[0])
                        .as(value.getClass().getName())
                        .isEqualTo(1);
            }
            Map<String, int[]> map = new ConcurrentHashMap<>(Map.of("a", new int[] {1}));
            Map<?, ?> copy = (Map<?, ?>) Objects.requireNonNull(Values.copy(map));
            assertThat(copy).isInstanceOf(ConcurrentHashMap.class);
            ((int[]) Objects.requireNonNull(copy.get("a")))[0] = 2;
            assertThat(map.get("a")).containsExactly(1);
        }

        @Test
        void that_nobody_can_change_stay_what_they_are() {
            Collection<String> fixed = new AbstractCollection<>() {
                @Override
                public Iterator<String> iterator() {
                    return List.of("a").iterator();
                }

                @Override
                public boolean removeIf(Predicate<? super String> filter) {
                    throw new UnsupportedOperationException();
                }

                @Override
                public int size() {
                    return 1;
                }
            };
            assertThat(Values.copy(fixed)).isSameAs(fixed);
            Path path = Path.of("a", "b");
            assertThat(Values.copy(path)).isSameAs(path);
            assertThat(Values.copy(Locale.GERMANY)).isSameAs(Locale.GERMANY);
        }

        @Test
        void that_cannot_be_copied_are_refused() throws IOException {
            String errors = Files.readString(Path.of("../docs/errors.md"));
            int from = errors.indexOf("```\n", errors.indexOf("### ASSAY-DATA-089\n")) + 4;
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> Values.copy(new Closed()))
                    .withMessage(errors.substring(from, errors.indexOf("\n```", from)));
        }
    }

    @Nested
    class Json {
        private final Model measures = measures();

        private static Model measures() {
            Calculation danger = new Calculation("danger", String.class, row -> {
                if (row.get("id", Long.class) == 2) {
                    throw new IllegalStateException("enough");
                }
                return "none";
            });
            Entity plain = Entity.named("measure")
                    .field("id", Long.class)
                    .field("weight", Float.class)
                    .field("level", Byte.class)
                    .build();
            return Model.of(List.of(new Entity(
                    plain.name(),
                    plain.table(),
                    plain.type(),
                    plain.fields(),
                    plain.key(),
                    plain.relations(),
                    plain.constraints(),
                    List.of(danger))));
        }

        @Test
        void has_all_numbers_as_numbers() {
            try (Store store = Store.of(measures, DAY)) {
                store.create("measure", Map.of("weight", 1.5f, "level", (byte) 3));
                assertThat(store.query("measure").json()).isEqualTo("[{\"id\":1,\"weight\":1.5,\"level\":3}]");
            }
        }

        /** All that a test creates has its values: rules are there for the model's sake. */
        private Model ruled(Entity entity) {
            Model model = Model.of(entity);
            for (Field field : entity.fields()) {
                model = field.name().equals("id") ? model : model.with(entity.name(), field.name(), (row, own) -> "");
            }
            return model;
        }

        @Test
        void has_arrays_and_collections_as_arrays() {
            Model model = ruled(Entity.named("sample")
                    .field("id", long.class)
                    .field("counts", int[].class)
                    .field("grid", double[][].class)
                    .field("names", String[].class)
                    .field("kinds", Set.class)
                    .field("queue", Deque.class)
                    .field("content", byte[].class)
                    .build());
            try (Store store = Store.of(model, DAY)) {
                store.create(
                        "sample",
                        Map.of(
                                "counts", new int[] {1, -2},
                                "grid", new double[][] {{1.5}, {}},
                                "names", new @Nullable String[] {"a", null},
                                "kinds", new TreeSet<>(Set.of("x", "y")),
                                "queue", new ArrayDeque<>(List.of(1, 2)),
                                "content", new byte[] {1, -1}));
                assertThat(store.query("sample").json())
                        .isEqualTo("[{\"id\":1,\"counts\":[1,-2],\"grid\":[[1.5],[]],\"names\":[\"a\",null],"
                                + "\"kinds\":[\"x\",\"y\"],\"queue\":[1,2],\"content\":\"\\\\x01ff\"}]");
            }
        }

        @Test
        void of_a_queue_is_that_of_the_store_alone() {
            Model model = ruled(Entity.named("sample")
                    .field("id", long.class)
                    .field("queue", Deque.class)
                    .build());
            ArrayDeque<Integer> mine = new ArrayDeque<>(List.of(1, 2));
            try (Store store = Store.of(model, DAY)) {
                store.create("sample", Map.of("queue", mine));
                mine.clear();
                store.row("sample", 1).orElseThrow().get("queue", Deque.class).clear();
                assertThat(store.query("sample").json()).isEqualTo("[{\"id\":1,\"queue\":[1,2]}]");
            }
        }

        @Test
        void that_ends_early_does_not_look_as_if_it_were_all() {
            try (Store store = Store.of(measures, DAY)) {
                store.create("measure", Map.of("weight", 1.5f, "level", 3));
                store.create("measure", Map.of("weight", 2.5f, "level", 3));
                StringBuilder json = new StringBuilder();
                assertThatIllegalStateException()
                        .isThrownBy(() -> store.query("measure").load("danger").json(RowFormat.ALL, json));
                assertThat(json.toString()).startsWith("[{\"id\":1").doesNotEndWith("]");
            }
        }
    }
}
