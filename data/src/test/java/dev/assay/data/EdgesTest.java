package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Rows at the edges of what constraints say, where a generator easily goes wrong. */
class EdgesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    private static EntityBuilder entity(String name) {
        return Entity.named(name).field("id", Long.class);
    }

    private static Dataset dataset(Model model, String entity, long rows) {
        return ScenarioSpec.of(model, "test").rows(entity, rows).dataset(Seed.of(3), DAY);
    }

    private static void refused(String code, Runnable call) {
        assertThatExceptionOfType(DiagnosisException.class)
                .isThrownBy(call::run)
                .withMessageStartingWith(code);
    }

    @Nested
    class Orders {
        @Test
        void on_both_sides_of_a_field_hold() {
            Model model = Model.of(entity("span")
                            .field("a", LocalDate.class)
                            .field("b", LocalDate.class)
                            .field("z", LocalDate.class)
                            .order("a", "b")
                            .order("b", "z")
                            .build())
                    .with("span", "a", Rule.always(DAY))
                    .with("span", "z", (row, own) -> DAY.plusDays(40 + own.below(300)));
            Dataset data = dataset(model, "span", 300);
            assertThat(data.verify().orThrow().broken()).isZero();
        }

        @Test
        void hold_between_numbers_of_different_scales() {
            Model model = Model.of(entity("price")
                    .field("low", BigDecimal.class)
                    .range("0", "500")
                    .scale(4)
                    .field("high", BigDecimal.class)
                    .scale(2)
                    .order("low", "high")
                    .build());
            assertThat(dataset(model, "price", 20_000).verify().broken()).isZero();
        }

        @Test
        void hold_at_the_end_of_a_type() {
            Model model = Model.of(entity("count")
                            .field("low", Integer.class)
                            .field("high", Integer.class)
                            .order("low", "high")
                            .build())
                    .with("count", "low", Rule.always(Integer.MAX_VALUE - 1));
            assertThat(dataset(model, "count", 200).verify().broken()).isZero();
        }

        @Test
        void hold_between_times_of_zones_that_are_over() {
            Model model = Model.of(entity("run")
                            .field("alpha", ZonedDateTime.class)
                            .field("beta", ZonedDateTime.class)
                            .tense(Tense.PAST)
                            .order("alpha", "beta")
                            .build())
                    .with(
                            "run",
                            "alpha",
                            (row, own) -> DAY.minusDays(1 + own.below(20)).atStartOfDay(ZoneOffset.UTC));
            Dataset data = dataset(model, "run", 300);
            assertThat(data.verify().orThrow().broken()).isZero();
        }

        @Test
        void hold_between_a_day_and_a_point_in_time() {
            Model model = Model.of(entity("order")
                    .field("made", LocalDateTime.class)
                    .field("due", LocalDate.class)
                    .order("made", "due")
                    .build());
            assertThat(dataset(model, "order", 300).verify().broken()).isZero();
        }
    }

    @Nested
    class ListedValues {
        @Test
        void keep_the_bounds_too() {
            Model model = Model.of(entity("dice")
                    .field("points", Integer.class)
                    .values(0, 1, 2, 3)
                    .range("1", "6")
                    .build());
            assertThat(model.entity("dice").field("points").domain().values()).isEqualTo(List.of(1, 2, 3));
            assertThat(dataset(model, "dice", 100).verify().broken()).isZero();
        }

        @Test
        void none_of_which_can_be_are_refused() {
            refused(
                    "ASSAY-DATA-018",
                    () -> Model.of(entity("dice")
                            .field("points", Integer.class)
                            .values(7, 8)
                            .range("1", "6")
                            .build()));
        }
    }

    @Nested
    class AGrownDataset {
        private void keeps(Model model, String entity, long rows, long more) {
            Dataset data = dataset(model, entity, rows);
            Dataset grown = data.grow(data.scenario().rows(entity, more));
            assertThat(grown.rows(model.entity(entity), 0, rows).map(Row::toString))
                    .containsExactlyElementsOf(
                            data.rows(model.entity(entity)).map(Row::toString).toList());
            assertThat(grown.verify().broken()).isZero();
        }

        @Test
        void keeps_texts_that_are_counted_on() {
            Model model = Model.of(
                    entity("depot").field("department", String.class).unique().build());
            keeps(model, "depot", 10, 500);
        }

        @Test
        void says_so_where_short_texts_have_no_room_for_more() {
            Model model = Model.of(entity("house")
                    .field("street", String.class)
                    .length(1, 12)
                    .unique()
                    .build());
            Dataset data = dataset(model, "house", 20);
            refused("ASSAY-DATA-010", () -> data.grow(data.scenario().rows("house", 50_000_000)));
        }

        @Test
        void keeps_what_is_unique_for_some_rows() {
            Model model = Model.of(entity("flag")
                    .field("kind", String.class)
                    .values("a", "b", "c", "d", "e", "f", "g", "h", "i")
                    .field("main", Boolean.class)
                    .constraint(new Constraint.Unique(
                            "one main",
                            List.of("kind"),
                            Optional.of(new Constraint.Check(
                                    "main", "main", List.of("main"), row -> Boolean.TRUE.equals(row.get("main"))))))
                    .build());
            Dataset data = dataset(model, "flag", 8);
            refused("ASSAY-DATA-010", () -> data.grow(data.scenario().rows("flag", 40)));
        }
    }

    @Nested
    class CountedKeys {
        @Test
        void stay_within_their_type_and_bounds() {
            Model small =
                    Model.of(Entity.named("small").field("id", Short.class).build());
            refused("ASSAY-DATA-010", () -> dataset(small, "small", 40_000));
            Model bounded = Model.of(Entity.named("bounded")
                    .field("id", Integer.class)
                    .range("1", "99")
                    .build());
            refused("ASSAY-DATA-010", () -> dataset(bounded, "bounded", 200));
            assertThat(dataset(bounded, "bounded", 99).verify().broken()).isZero();
        }
    }

    @Nested
    class ARuleThatFails {
        private final AtomicInteger asked = new AtomicInteger();

        private void isToldOnce(Model model) {
            AllRows all = dataset(model, "guess", 3).all();
            Entity guess = model.entity("guess");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> all.of(guess).get(0))
                    .withMessage("once");
            assertThat(all.of(guess).get(0)).contains("v0");
        }

        private String value(Row row) {
            if (asked.getAndIncrement() == 0) {
                throw new AssertionError("once");
            }
            return "v" + row.index();
        }

        @Test
        void by_an_assertion_is_asked_again() {
            isToldOnce(Model.of(entity("guess").field("text", String.class).build())
                    .with("guess", "text", (row, own) -> value(row)));
        }

        @Test
        void while_a_check_is_settled_is_asked_again() {
            isToldOnce(Model.of(entity("guess")
                            .field("text", String.class)
                            .check("some", row -> !row.get("text", String.class).isEmpty(), "text")
                            .build())
                    .with("guess", "text", (row, own) -> value(row)));
        }
    }

    static class Left {
        @Id
        private long id;

        @ManyToOne
        private @Nullable Right right;

        Left() {}
    }

    static class Right {
        @Id
        private long id;

        @ManyToOne
        private @Nullable Left left;

        Right() {}
    }

    @Test
    void instances_that_hold_each_other_are_made_once_each() {
        Model model = Model.of(Left.class, Right.class);
        Dataset data = ScenarioSpec.of(model, "test")
                .rows(Left.class, 3)
                .rows(Right.class, 3)
                .dataset(Seed.of(1), DAY);
        Left left = data.get(Left.class, 1);
        assertThat(left.right).isNotNull();
        assertThat(left.id).isEqualTo(2);
    }

    record Validated(
            long id,
            @Digits(integer = 2, fraction = 2) BigDecimal small,
            @DecimalMin(value = "10", inclusive = false) BigDecimal above,
            @AssertTrue boolean agreed) {}

    @Test
    void what_bean_validation_says_of_numbers_counts() {
        Dataset data = dataset(Model.of(Validated.class), "Validated", 2_000);
        assertThat(data.stream(Validated.class)).allSatisfy(row -> {
            assertThat(row.small()).isLessThan(new BigDecimal("100"));
            assertThat(row.above()).isGreaterThan(BigDecimal.TEN);
            assertThat(row.agreed()).isTrue();
        });
    }

    @Test
    void a_row_that_keeps_no_check_is_refused_as_often_as_it_is_asked_for() {
        Model model = Model.of(entity("never")
                .field("a", Integer.class)
                .check("never", row -> false, "a")
                .build());
        Row row = dataset(model, "never", 1).row(model.entity("never"), 0);
        refused("ASSAY-DATA-021", () -> row.get("a"));
        refused("ASSAY-DATA-021", () -> row.get("a"));
    }

    @Test
    void a_rule_may_return_a_whole_number_of_another_type() {
        Model model = Model.of(entity("few").field("count", Integer.class).build())
                .with("few", "count", (row, own) -> own.below(3));
        assertThat(dataset(model, "few", 50).rows(model.entity("few")))
                .allMatch(row -> row.get("count", Integer.class) < 3);
    }

    @Test
    void equal_bytes_and_equal_numbers_are_duplicates() {
        Model model = Model.of(entity("file")
                        .field("hash", byte[].class)
                        .field("price", BigDecimal.class)
                        .build())
                .with("file", "hash", (row, own) -> new byte[] {1, 2})
                .with("file", "price", (row, own) -> row.index() == 0 ? new BigDecimal("1.0") : new BigDecimal("1.00"))
                .with("file", new Constraint.Unique("hash", List.of("hash"), Optional.empty()))
                .with("file", new Constraint.Unique("price", List.of("price"), Optional.empty()));
        assertThat(dataset(model, "file", 2).verify().broken()).isEqualTo(2);
    }

    @Test
    void a_model_without_classes_can_be_told_how_many_children_there_are() {
        Model model = Model.of(
                        entity("invoice").build(),
                        entity("line").parent("invoice_id", "invoice").build())
                .with("line", "invoice_id", new Relation.Owned(2, 3));
        Dataset data = ScenarioSpec.of(model, "test")
                .rows("invoice", 50)
                .children("line", "invoice_id", 3, 3)
                .dataset(Seed.of(1), DAY);
        assertThat(data.count(model.entity("line"))).isEqualTo(150);
        assertThat(data.scenario().scale(1.1).dataset(Seed.of(1), DAY).count(model.entity("invoice")))
                .isEqualTo(55);
    }
}
