package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import dev.assay.data.internal.Meaning;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    record Author(long id, String name) {}

    record Keyless(String name) {}

    record Book(long id, @Parent(Author.class) long authorId) {}

    record Page(long id, @Parent(Keyless.class) long keylessId) {}

    record Hen(long id, @Parent(Egg.class) long eggId) {}

    record Egg(long id, @Parent(Hen.class) long henId) {}

    record Loose(long id, @Parent(Hard.class) Long hardId) {}

    record Hard(long id, @Parent(Loose.class) long looseId) {}

    record Torn(
            long id,
            @Parent(value = Author.class, most = 2) long authorId,
            @Parent(value = Book.class, most = 2) long bookId) {}

    record Bent(
            long id,

            @Parent(value = Author.class, least = 3, most = 2) long authorId) {}

    record Single(long id, @Parent(Author.class) @Unique long authorId) {}

    record Named(Thread id) {}

    record Pair(
            long id,
            @Parent(Author.class) long first,
            @Parent(Author.class) long second) {}

    record Hub(long id, @Parent(Spoke.class) Long mainSpokeId) {}

    record Spoke(
            long id,
            @Parent(value = Hub.class, least = 1, most = 3) long hubId) {}

    record Mixed(long id, @Parent(Author.class) long person, String email, Size department, String category) {}

    static final class Other {
        record Author(long id) {}
    }

    record Lonely(long id, @Parent(Author.class) long authorId) {}

    enum Size {
        SMALL,
        LARGE
    }

    record Shirt(long id, @Unique Size size) {}

    record Odd(long id, Thread thread) {}

    record Knot(long id, int left, int right) {}

    record Bid(long id, BigDecimal price) {}

    static final class Closed {
        private final long id;

        Closed(long id) {
            this.id = id;
        }

        long id() {
            return id;
        }
    }

    private static Constraint.Check below(String bound) {
        return new Constraint.Check(
                "below " + bound,
                "price < " + bound,
                List.of("price"),
                row -> row.get("price", BigDecimal.class).compareTo(new BigDecimal(bound)) < 0);
    }

    private static void dataset(Model model, Class<?> entity, long rows) {
        ScenarioSpec.of(model, "test")
                .rows(entity, rows)
                .dataset(Seed.of(1), DAY)
                .get(entity, 0);
    }

    private static final Model AUTHORS = Model.of(Author.class);

    private static void grow(Model model) {
        ScenarioSpec.of(AUTHORS, "large")
                .rows(Author.class, 9)
                .dataset(Seed.of(1), DAY)
                .grow(ScenarioSpec.of(model, "small").rows(Author.class, 4));
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("ASSAY-DATA-001", () -> Model.of(Book.class)),
                wrong("ASSAY-DATA-002", () -> Model.of(Page.class, Keyless.class)),
                wrong("ASSAY-DATA-003", () -> Model.of(Author.class).with(Author.class, "nmae", Rule.always("x"))),
                wrong(
                        "ASSAY-DATA-004",
                        () -> dataset(
                                Model.of(Knot.class)
                                        .with(Knot.class, "left", (row, own) -> row.get("right"))
                                        .with(Knot.class, "right", (row, own) -> row.get("left")),
                                Knot.class,
                                1)),
                wrong("ASSAY-DATA-005", () -> Model.of(Hen.class, Egg.class)),
                wrong("ASSAY-DATA-006", () -> Model.of(Torn.class, Author.class, Book.class)),
                wrong("ASSAY-DATA-007", () -> Model.of(Bent.class, Author.class)),
                wrong("ASSAY-DATA-008", () -> Model.of(Author.class).entity(Book.class)),
                wrong("ASSAY-DATA-009", () -> dataset(Model.of(Author.class), Author.class, -1)),
                wrong("ASSAY-DATA-010", () -> dataset(Model.of(Shirt.class), Shirt.class, 3)),
                wrong("ASSAY-DATA-011", () -> dataset(Model.of(Lonely.class, Author.class), Lonely.class, 3)),
                wrong("ASSAY-DATA-013", () -> grow(AUTHORS)),
                wrong("ASSAY-DATA-015", () -> Model.of(Single.class, Author.class)),
                wrong("ASSAY-DATA-016", () -> Model.of(Author.class, Other.Author.class)),
                wrong("ASSAY-DATA-017", () -> grow(Model.of(Author.class))),
                wrong(
                        "ASSAY-DATA-018",
                        () -> Model.of(Entity.named("Bid")
                                .field("price", BigDecimal.class)
                                .range("10", "5")
                                .build())),
                wrong(
                        "ASSAY-DATA-019",
                        () -> ScenarioSpec.of(Model.of(Hub.class, Spoke.class), "test")
                                .with(RowSpec.of(Spoke.class))),
                wrong(
                        "ASSAY-DATA-020",
                        () -> ScenarioSpec.of(AUTHORS, "large")
                                .dataset(Seed.of(1), DAY)
                                .grow(ScenarioSpec.of(AUTHORS, "small").with(RowSpec.of(Author.class)))),
                wrong("ASSAY-DATA-021", () -> dataset(Model.of(Bid.class).with(Bid.class, below("0")), Bid.class, 1)),
                wrong(
                        "ASSAY-DATA-022",
                        () -> ScenarioSpec.of(
                                        Model.of(Entity.named("tag")
                                                .field("id", Long.class)
                                                .build()),
                                        "test")
                                .rows("tag", 1)
                                .dataset(Seed.of(1), DAY)
                                .instance(Entity.named("tag").build(), 0)),
                wrong(
                        "ASSAY-DATA-025",
                        () -> ScenarioSpec.of(Model.of(Shirt.class), "test")
                                .with(RowSpec.of(Shirt.class).with("size", "HUGE"))),
                wrong(
                        "ASSAY-DATA-026",
                        () -> dataset(
                                Model.of(Bid.class).with(Bid.class, "price", Rule.always("three")), Bid.class, 1)),
                wrong("ASSAY-DATA-023", () -> dataset(Model.of(Closed.class), Closed.class, 1)),
                wrong("ASSAY-DATA-024", () -> ScenarioSpec.of(AUTHORS, "test").locale(Locale.CANADA_FRENCH)),
                wrong(
                        "ASSAY-DATA-014",
                        () -> ScenarioSpec.of(
                                        Model.of(Book.class, Author.class)
                                                .with(Book.class, "authorId", Rule.always(7L)),
                                        "test")
                                .rows(Author.class, 6)
                                .rows(Book.class, 2)
                                .dataset(Seed.of(1), DAY)
                                .verify()
                                .orThrow()),
                wrong(
                        "ASSAY-DATA-084",
                        () -> ScenarioSpec.of(Model.of(Shirt.class), "test")
                                .with(
                                        RowSpec.of(Shirt.class).with("size", Size.LARGE),
                                        RowSpec.of(Shirt.class).with("size", Size.LARGE))
                                .dataset(Seed.of(1), DAY)),
                wrong(
                        "ASSAY-DATA-085",
                        () -> ScenarioSpec.of(AUTHORS, "test")
                                .with(RowSpec.of(Author.class).with("id", 7L))
                                .dataset(Seed.of(1), DAY)),
                wrong(
                        "ASSAY-DATA-086",
                        () -> ScenarioSpec.of(Model.of(Author.class, Pair.class), "test")
                                .with(RowSpec.of(Author.class).children(Pair.class, 2))),
                wrong("ASSAY-DATA-087", () -> ScenarioSpec.of(AUTHORS, "test").absent(Author.class, "name", 0.5)),
                wrong("ASSAY-DATA-088", () -> membersWithSeats().dataset(Seed.of(1), DAY)),
                wrong("ASSAY-DATA-012", () -> dataset(Model.of(Odd.class), Odd.class, 1)));
    }

    /** Each tenant has its seats, and each seat another of the tenant's members. */
    private static ScenarioSpec membersWithSeats() {
        Entity member = Entity.named("member")
                .parent("tenant_id", "tenant")
                .field("number", Integer.class)
                .key("tenant_id", "number")
                .build();
        Entity seat = Entity.named("seat")
                .field("id", Long.class)
                .parent("tenant_id", "tenant")
                .children(1, 3)
                .field("member_number", Integer.class)
                .relation("member", List.of("tenant_id", "member_number"), "member", List.of())
                .unique("tenant_id", "member_number")
                .build();
        return ScenarioSpec.of(
                        Model.of(Entity.named("tenant").field("id", Long.class).build(), member, seat), "test")
                .rows("tenant", 3)
                .rows("member", 30);
    }

    private static Arguments wrong(String code, ThrowingCallable call) {
        return Arguments.of(code, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void what_is_wrong_is_said_before_a_row_is_made(String code, ThrowingCallable call) throws IOException {
        String errors = Files.readString(Path.of("../docs/errors.md"));
        int from = errors.indexOf("```\n", errors.indexOf("### " + code + "\n")) + 4;
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(call)
                .withMessage(errors.substring(from, errors.indexOf("\n```", from)));
    }

    @Test
    void a_name_that_is_near_another_is_told_the_other() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Shop.MODEL.entity("Custmer"))
                .withMessageContaining("ASSAY-DATA-008")
                .withMessageContaining("nearest  Customer");
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Shop.scenario(1, 1, 1)
                        .dataset(Seed.of(1), DAY)
                        .row(Shop.Customer.class, 0)
                        .get("last_name"))
                .withMessageContaining("nearest  lastName");
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> Shop.MODEL.entity("Spaceship"))
                .withMessageNotContaining("nearest");
    }

    @Test
    void parents_come_before_their_children() {
        assertThat(Shop.MODEL.entities())
                .extracting(Entity::name)
                .containsSubsequence("Customer", "Invoice", "Line")
                .containsSubsequence("Product", "Line")
                .hasSize(6);
    }

    @Test
    void a_cycle_that_may_be_left_open_is_none() {
        assertThat(Model.of(Hard.class, Loose.class).entities())
                .extracting(Entity::name)
                .containsExactly("Loose", "Hard");
        dataset(Model.of(Hard.class, Loose.class), Loose.class, 5);
    }

    record Pupil(long id, @Unique String firstName) {}

    @Test
    void a_key_of_another_type_is_refused_before_a_row_is_made() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> ScenarioSpec.of(Model.of(Named.class), "test").dataset(Seed.of(1), DAY))
                .withMessageContaining("ASSAY-DATA-012");
    }

    @Test
    void rows_pick_among_those_whose_number_follows_from_themselves() {
        Dataset wheel = ScenarioSpec.of(Model.of(Hub.class, Spoke.class), "wheel")
                .rows(Hub.class, 20)
                .dataset(Seed.of(1), DAY);
        assertThat(wheel.stream(Hub.class).map(Hub::mainSpokeId).filter(Objects::nonNull))
                .hasSizeBetween(15, 20);
        assertThat(wheel.verify().broken()).isZero();
    }

    @Test
    void a_field_does_not_share_numbers_with_a_meaning_of_its_name() {
        Dataset mixed = ScenarioSpec.of(Model.of(Mixed.class, Author.class), "mixed")
                .rows(Author.class, 3)
                .rows(Mixed.class, 200)
                .dataset(Seed.of(1), DAY);
        assertThat(mixed.stream(Mixed.class).map(Mixed::category).distinct().count())
                .isGreaterThan(15);
    }

    @Test
    void values_that_several_share_cannot_be_unique() {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(() -> dataset(Model.of(Pupil.class), Pupil.class, 2))
                .withMessageContaining("ASSAY-DATA-010")
                .withMessageContaining("others of its kind share such values");
    }

    record Account(
            long id,
            @Unique String email,
            @Unique String username,
            @Unique String phone) {}

    @Test
    void values_that_must_differ_do_so_beyond_the_names_there_are() {
        Entity account = Model.of(Account.class).entity(Account.class);
        long room = new Meaning(DAY)
                .aspect(account, account.field("email"))
                .orElseThrow()
                .room();
        Dataset accounts = ScenarioSpec.of(Model.of(Account.class), "many")
                .rows(Account.class, 3 * room)
                .dataset(Seed.of(1), DAY);
        assertThat(LongStream.of(0, 1, room, room + 1, 2 * room, 2 * room + 1)
                        .mapToObj(row -> accounts.get(Account.class, row)))
                .extracting(Account::email)
                .doesNotHaveDuplicates()
                .element(2)
                .asString()
                .startsWith(accounts.get(Account.class, 0).email().replaceFirst("@.*", "2@"));
    }

    @Test
    void values_that_must_differ_fill_their_room() {
        Dataset shirts = ScenarioSpec.of(Model.of(Shirt.class), "both")
                .rows(Shirt.class, 2)
                .dataset(Seed.of(1), DAY);
        assertThat(shirts.stream(Shirt.class).map(Shirt::size))
                .containsExactlyInAnyOrderElementsOf(List.of(Size.values()));
    }
}
