package dev.assay.data.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import dev.assay.data.Entity;
import dev.assay.data.Model;
import dev.assay.data.Parent;
import dev.assay.data.Row;
import dev.assay.data.RowSpec;
import dev.assay.data.ScenarioSpec;
import dev.assay.data.Unique;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreErrorsTest {
    record Guest(long id, @Unique String name, int stars) {}

    record Booking(long id, @Parent(Guest.class) long guestId, LocalDate arrival, LocalDate departure) {}

    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Model MODEL = model();
    private static final Resource<Guest> GUESTS = Resource.of(Guest.class)
            .read("starred", (query, args) -> query.where("stars", args.get("stars", Integer.class)))
            .update("promote", (change, args) -> change.set("stars", change.get("stars", Integer.class) + 1))
            .update("rename", (change, args) -> {
                change.store().update(change.before(), Map.of("name", "Zoe"));
                change.set("name", "Eve");
            })
            .validate("names are long", row -> row.get("name", String.class).length() > 1)
            .policy("DESTROY", "only managers let guests go", (actor, row) -> actor.equals("manager"));

    private static Model model() {
        Model read = Model.of(Guest.class, Booking.class);
        Entity guest = read.entity(Guest.class);
        List<Entity> entities = new ArrayList<>(List.of(read.entity(Booking.class)));
        entities.add(new Entity(
                guest.name(),
                guest.table(),
                guest.type(),
                List.of(
                        guest.field("id"),
                        guest.field("name"),
                        new dev.assay.data.Field(
                                "stars",
                                "stars",
                                int.class,
                                false,
                                dev.assay.data.Domain.ANY.values(List.of(1, 2, 3)))),
                guest.key(),
                guest.relations(),
                guest.constraints(),
                guest.calculations()));
        return Model.of(entities)
                .with(
                        Booking.class,
                        new dev.assay.data.Constraint.Order("arrival before departure", "arrival", "departure", true));
    }

    private static Store hotel(Resource<?>... resources) {
        Dataset empty = ScenarioSpec.of(MODEL, "hotel").dataset(Seed.of(1), DAY);
        Store store = Store.of(empty, resources);
        store.create(Guest.class, Map.of("name", "Ada", "stars", 2));
        store.create(Guest.class, Map.of("name", "Bob", "stars", 1));
        store.create(Booking.class, Map.of("guestId", 1, "arrival", DAY, "departure", DAY.plusDays(1)));
        return store;
    }

    private static ThrowingCallable wrong(String code, Store store) {
        return switch (code) {
            case "ASSAY-DATA-040" -> () -> store.query(Guest.class).load("bokings");
            case "ASSAY-DATA-041" -> () -> store.update(Guest.class, 1, Map.of("stars", 4));
            case "ASSAY-DATA-042" -> () -> store.create(Guest.class, Map.of("name", "Ada", "stars", 1));
            case "ASSAY-DATA-043" -> () -> store.update(Booking.class, 1, Map.of("departure", DAY));
            case "ASSAY-DATA-044" -> () -> store.update(Booking.class, 1, Map.of("guestId", 7));
            case "ASSAY-DATA-045" -> () -> store.destroy(Guest.class, 1);
            case "ASSAY-DATA-046" -> () -> store.update(Guest.class, 1, Map.of("name", "A"));
            case "ASSAY-DATA-047" -> () -> store.get(Guest.class, 9);
            case "ASSAY-DATA-048" -> () -> store.as("clerk").destroy(Guest.class, 2);
            case "ASSAY-DATA-049" ->
                () -> store.readOnly("shared by all tests of HotelTest").destroy(Guest.class, 2);
            case "ASSAY-DATA-050" ->
                () -> store.read(Guest.class, "starred", Args.of("stras", 2)).list();
            case "ASSAY-DATA-051" -> () -> unmade().create(RowSpec.of("Room"));
            case "ASSAY-DATA-052" -> () -> store.update(Guest.class, 1, "demote");
            case "ASSAY-DATA-053" ->
                () -> {
                    store.close();
                    store.query(Guest.class).list();
                };
            case "ASSAY-DATA-054" ->
                () -> store.query(Booking.class).where("guestId", 2).one();
            case "ASSAY-DATA-055" -> () -> Store.of(store.dataset(), GUESTS, Resource.of(Guest.class));
            case "ASSAY-DATA-057" -> () -> store.update(Guest.class, 1, "rename");
            default -> throw new AssertionError(code);
        };
    }

    /** Whose rule reads what is there in a dataset alone. */
    private static Store unmade() {
        Model rooms = Model.of(Entity.named("Room")
                        .field("id", Long.class)
                        .field("floor", Integer.class)
                        .build())
                .with("Room", "floor", (row, own) -> {
                    if (row.index() == 2) {
                        throw new IndexOutOfBoundsException("the house has 2 rooms");
                    }
                    return 1;
                });
        return Store.of(ScenarioSpec.of(rooms, "rooms").rows("Room", 2).dataset(Seed.of(1), DAY));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ASSAY-DATA-040",
                "ASSAY-DATA-041",
                "ASSAY-DATA-042",
                "ASSAY-DATA-043",
                "ASSAY-DATA-044",
                "ASSAY-DATA-045",
                "ASSAY-DATA-046",
                "ASSAY-DATA-047",
                "ASSAY-DATA-048",
                "ASSAY-DATA-049",
                "ASSAY-DATA-050",
                "ASSAY-DATA-051",
                "ASSAY-DATA-052",
                "ASSAY-DATA-053",
                "ASSAY-DATA-054",
                "ASSAY-DATA-055",
                "ASSAY-DATA-057"
            })
    void what_is_wrong_is_said_and_changes_nothing(String code) throws IOException {
        try (Store store = hotel(GUESTS)) {
            List<Row> before = everything(store);
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(wrong(code, store))
                    .withMessage(said(code));
            if (!code.equals("ASSAY-DATA-053")) {
                assertThat(everything(store)).isEqualTo(before);
                assertThat(store.create(Guest.class, Map.of("name", "Eve", "stars", 3))
                                .id())
                        .isEqualTo(3);
            }
        }
    }

    private static String said(String code) throws IOException {
        String errors = Files.readString(Path.of("../docs/errors.md"));
        int from = errors.indexOf("```\n", errors.indexOf("### " + code + "\n")) + 4;
        return errors.substring(from, errors.indexOf("\n```", from));
    }

    private static List<Row> everything(Store store) {
        return MODEL.entities().stream().flatMap(store::rows).toList();
    }

    @Test
    void a_write_does_not_wait_for_a_transaction_for_ever() throws Exception {
        try (Store store = hotel()) {
            AtomicLong nanos = new AtomicLong();
            Log log = new Log(store.state(), Duration.ofMillis(20), () -> nanos.getAndAdd(21_000_000));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(1);
            CompletableFuture<?> other = CompletableFuture.runAsync(() -> log.write(() -> {
                begun.countDown();
                await(over);
                return "";
            }));
            begun.await();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> log.write(() -> ""))
                    .withMessage(said("ASSAY-DATA-056").replace("10000 ms", "21 ms"));
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> log.write(() -> ""))
                    .withMessageContaining("the thread was interrupted while it waited");
            assertThat(Thread.interrupted()).isTrue();
            over.countDown();
            other.get();
            assertThat(log.write(() -> "free")).isEqualTo("free");
        }
    }

    @Test
    void an_interrupted_thread_may_write_what_it_need_not_wait_for() {
        try (Store store = hotel()) {
            Thread.currentThread().interrupt();
            store.update(Guest.class, 1, Map.of("stars", 3));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(store.get(Guest.class, 1).stars()).isEqualTo(3);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void all_that_is_wrong_with_a_row_is_said_at_once() {
        try (Store store = hotel()) {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.create(Guest.class, Map.of("name", "Ada", "stars", 9)))
                    .satisfies(e -> assertThat(e.getSuppressed())
                            .singleElement()
                            .isInstanceOfSatisfying(
                                    DiagnosisException.class,
                                    more -> assertThat(more.diagnosis().code()).isEqualTo("ASSAY-DATA-042")));
        }
    }

    @Test
    void a_value_of_another_type_is_named() {
        try (Store store = hotel()) {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.update(Booking.class, 1, Map.of("arrival", "tomorrow")))
                    .withMessageContaining("which is a String, not a LocalDate");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.update(Guest.class, 1, Map.of("stars", 1.5)))
                    .withMessageContaining("which is a Double, not a int");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.update(Guest.class, 1, Map.of("star", 1)))
                    .withMessageStartingWith("ASSAY-DATA-003");
        }
    }

    @Test
    void a_key_that_others_hold_does_not_change() {
        try (Store store = hotel()) {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> store.update(Guest.class, 1, Map.of("id", 5)))
                    .withMessageStartingWith("ASSAY-DATA-045");
            assertThat(store.update(Guest.class, 2, Map.of("id", 5)).id()).isEqualTo(5);
            assertThat(store.find(Guest.class, 2)).isEmpty();
        }
    }
}
