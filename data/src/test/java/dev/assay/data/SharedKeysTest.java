package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
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
            .constraint(new Constraint.Unique("own", List.of("tenant_id", "id"), java.util.Optional.empty()))
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
}
