package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class SharedKeysTest {
    private static final Entity TENANT =
            Entity.named("tenant").field("id", Long.class).build();
    private static final Entity AGENT = Entity.named("agent")
            .parent("tenant_id", "tenant")
            .field("number", Integer.class)
            .key("tenant_id", "number")
            .build();
    private static final Entity CALL = Entity.named("call")
            .field("id", Long.class)
            .parent("tenant_id", "tenant")
            .field("agent_number", Integer.class)
            .relation("agent", List.of("tenant_id", "agent_number"), "agent", List.of())
            .field("earlier_id", Long.class)
            .optional()
            .relation("earlier", List.of("tenant_id", "earlier_id"), "call", List.of("tenant_id", "id"))
            .constraint(new Constraint.Unique("own", List.of("tenant_id", "id"), Optional.empty()))
            .build();
    private static final Model MODEL = Model.of(TENANT, AGENT, CALL);

    private static ScenarioSpec scenario(Model model, int tenants, int agents, int calls) {
        return ScenarioSpec.of(model, "test")
                .rows("tenant", tenants)
                .rows("agent", agents)
                .rows("call", calls);
    }

    private static Dataset dataset(ScenarioSpec scenario) {
        return scenario.dataset(Seed.of(42), LocalDate.of(2026, 1, 1));
    }

    @Test
    void lead_to_parents_that_hold_the_same() {
        Dataset data = dataset(scenario(MODEL, 10, 100, 2_000));
        assertThat(data.verify().broken()).isZero();
        assertThat(data.rows(CALL).map(call -> call.parent("agent").index()).distinct())
                .hasSize(100);
        assertThat(data.rows(CALL).filter(call -> call.get("earlier_id") != null))
                .hasSizeGreaterThan(1_000)
                .allMatch(call -> Objects.requireNonNull((Long) call.get("earlier_id")) <= call.index());
    }

    @Test
    void stay_what_they_were_when_there_are_more() {
        Dataset small = dataset(scenario(MODEL, 10, 100, 500));
        Dataset large = small.grow(scenario(MODEL, 12, 150, 800));
        assertThat(large.verify().broken()).isZero();
        assertThat(large.rows(CALL, 0, 500).map(Row::toString))
                .isEqualTo(small.rows(CALL).map(Row::toString).toList());
    }

    @Test
    void are_looked_up_and_not_searched_for() {
        AtomicLong asked = new AtomicLong();
        Model counting = MODEL.with("agent", "tenant_id", (row, own) -> {
            asked.incrementAndGet();
            return row.index() / 4 + 1;
        });
        Dataset data = dataset(scenario(counting, 500, 2_000, 4_000));
        long whole = data.rows(CALL)
                .filter(call -> Objects.equals(
                        call.get("tenant_id"), call.parent("agent").get("tenant_id")))
                .count();
        assertThat(whole).isEqualTo(4_000);
        assertThat(asked).hasValueLessThan(30_000);
    }

    @Nested
    class That_are_unique_together {
        private final Entity user = Entity.named("user")
                .field("id", Long.class)
                .parent("tenant_id", "tenant")
                .constraint(new Constraint.Unique("own", List.of("tenant_id", "id"), Optional.empty()))
                .build();

        private EntityBuilder order() {
            return Entity.named("order")
                    .field("id", Long.class)
                    .parent("tenant_id", "tenant")
                    .field("user_id", Long.class)
                    .relation("user", List.of("tenant_id", "user_id"), "user", List.of("tenant_id", "id"));
        }

        private ScenarioSpec scenario(Model model, int tenants, int users, int orders) {
            return ScenarioSpec.of(model, "test")
                    .rows("tenant", tenants)
                    .rows("user", users)
                    .rows("order", orders);
        }

        private void hold(Entity order, int orders, int more) {
            Model model = Model.of(TENANT, user, order);
            Dataset small = dataset(scenario(model, 7, 60, orders));
            assertThat(small.verify().orThrow().broken()).isZero();
            Dataset large = small.grow(scenario(model, 9, 90, more));
            assertThat(large.verify().orThrow().broken()).isZero();
            assertThat(large.rows(order, 0, orders).map(Row::toString))
                    .isEqualTo(small.rows(order).map(Row::toString).toList());
        }

        @Test
        void differ_by_the_one_that_has_the_other() {
            hold(order().unique("tenant_id", "user_id").build(), 60, 90);
        }

        @Test
        void differ_with_a_number_too() {
            hold(
                    order().field("part", Integer.class)
                            .range("1", "3")
                            .unique("tenant_id", "user_id", "part")
                            .build(),
                    170,
                    250);
        }

        @Test
        void differ_where_a_condition_wants_it() {
            Constraint.Check main =
                    new Constraint.Check("main", "main", List.of("main"), row -> row.get("main", Boolean.class));
            hold(
                    order().field("main", Boolean.class)
                            .constraint(
                                    new Constraint.Unique("one", List.of("tenant_id", "user_id"), Optional.of(main)))
                            .build(),
                    100,
                    150);
        }

        @Test
        void have_as_much_room_as_the_one_has_rows() {
            Model model = Model.of(
                    TENANT, user, order().unique("tenant_id", "user_id").build());
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> dataset(scenario(model, 7, 60, 61)))
                    .withMessageContaining("ASSAY-DATA-010");
        }
    }

    @Test
    void are_not_the_same_where_only_the_whole_part_is() {
        Entity size = Entity.named("size")
                .field("id", Long.class)
                .field("width", BigDecimal.class)
                .constraint(new Constraint.Unique("own", List.of("width", "id"), Optional.empty()))
                .build();
        Entity fit = Entity.named("fit")
                .field("id", Long.class)
                .field("width", BigDecimal.class)
                .field("first_id", Long.class)
                .relation("first", List.of("width", "first_id"), "size", List.of("width", "id"))
                .field("second_id", Long.class)
                .relation("second", List.of("width", "second_id"), "size", List.of("width", "id"))
                .build();
        Model model =
                Model.of(size, fit).with("size", "width", (row, own) -> BigDecimal.valueOf(10 + row.index() % 10, 1));
        Dataset data = dataset(ScenarioSpec.of(model, "test").rows("size", 40).rows("fit", 200));
        assertThat(data.verify().orThrow().broken()).isZero();
    }

    @Test
    void of_an_owner_say_who_the_others_are() {
        Entity order = Entity.named("order")
                .parent("tenant_id", "tenant")
                .field("number", Integer.class)
                .key("tenant_id", "number")
                .build();
        Entity line = Entity.named("line")
                .parent("tenant_id", "tenant")
                .field("order_number", Integer.class)
                .field("place", Integer.class)
                .relation("order", List.of("tenant_id", "order_number"), "order", List.of())
                .children(1, 4)
                .key("tenant_id", "order_number", "place")
                .build();
        Dataset data = dataset(ScenarioSpec.of(Model.of(TENANT, order, line), "test")
                .rows("tenant", 5)
                .rows("order", 100));
        assertThat(data.verify().orThrow().broken()).isZero();
        assertThat(data.rows(order))
                .allSatisfy(each -> assertThat(each.children("line")
                                .map(child -> data.row(line, child.index())
                                        .parent("order")
                                        .index()))
                        .isNotEmpty()
                        .containsOnly(each.index()));
    }
}
