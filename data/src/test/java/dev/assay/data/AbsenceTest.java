package dev.assay.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.assay.core.DiagnosisException;
import dev.assay.core.Seed;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class AbsenceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    record Agent(long id, String name) {}

    record Call(
            long id,
            @Parent(Agent.class) @Nullable Long agentId,
            @Parent(value = Agent.class, skew = 1) @Nullable Long callerId,
            @Parent(Agent.class) long recipientId,
            @Nullable String remark) {}

    record Category(
            long id, @Parent(Category.class) @Nullable Long parentId) {}

    record Folder(long id, @Parent(Folder.class) long parentId) {}

    private static final ScenarioSpec CALLS = ScenarioSpec.of(Model.of(Agent.class, Call.class), "calls")
            .rows(Agent.class, 20)
            .rows(Call.class, 10_000);

    private static double absent(Dataset data, Function<Call, @Nullable Object> field) {
        return data.stream(Call.class).map(field).filter(Objects::isNull).count() / (double) data.count(Call.class);
    }

    private static Dataset dataset(ScenarioSpec scenario) {
        return scenario.dataset(Seed.of(42), DAY);
    }

    @Nested
    class OfParents {
        @Test
        void is_a_tenths_where_the_key_may_be_null() {
            Dataset data = dataset(CALLS);
            assertThat(absent(data, Call::agentId)).isBetween(0.085, 0.115);
            assertThat(absent(data, Call::callerId)).isBetween(0.085, 0.115);
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void may_be_told_for_a_scenario() {
            Dataset data = dataset(CALLS.absent(Call.class, "agentId", 0.5)
                    .absent(Call.class, "callerId", 1)
                    .absent("Call", "remark", 0));
            assertThat(absent(data, Call::agentId)).isBetween(0.48, 0.52);
            assertThat(absent(data, Call::callerId)).isOne();
            assertThat(absent(data, Call::remark)).isZero();
            assertThat(data.verify().broken()).isZero();
            assertThat(absent(dataset(CALLS.absent(Call.class, "agentId", 0)), Call::agentId))
                    .isZero();
        }

        @Test
        void stays_what_it_was_when_a_dataset_grows() {
            Dataset small = dataset(CALLS.rows(Call.class, 100).absent(Call.class, "agentId", 0.5));
            Dataset large = small.grow(small.scenario().rows(Call.class, 200).rows(Agent.class, 30));
            assertThat(large.stream(Call.class, 0, 100).toList())
                    .isEqualTo(small.stream(Call.class).toList());
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> small.grow(small.scenario().absent(Call.class, "agentId", 0.1)))
                    .withMessageContaining("ASSAY-DATA-020");
        }

        @Test
        void is_drawn_again_for_a_check_that_wants_it() {
            Model model = Model.of(Agent.class, Call.class)
                    .with(
                            Call.class,
                            new Constraint.Check(
                                    "agent or caller",
                                    "agentId is null or callerId is null",
                                    List.of("agentId", "callerId"),
                                    row -> row.get("agentId") == null || row.get("callerId") == null));
            Dataset data = dataset(
                    ScenarioSpec.of(model, "calls").rows(Agent.class, 20).rows(Call.class, 200));
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void is_refused_where_each_row_needs_one() {
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> CALLS.absent(Call.class, "recipientId", 0.5))
                    .withMessageContaining("ASSAY-DATA-087");
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> CALLS.absent(Call.class, "agnetId", 0.5))
                    .withMessageContaining("ASSAY-DATA-003");
        }

        @Test
        void of_a_key_of_several_fields_leaves_what_others_say() {
            Entity tenant = Entity.named("tenant").field("id", Long.class).build();
            Entity agent = Entity.named("agent")
                    .parent("tenant_id", "tenant")
                    .field("number", Integer.class)
                    .key("tenant_id", "number")
                    .build();
            Entity call = Entity.named("call")
                    .field("id", Long.class)
                    .parent("tenant_id", "tenant")
                    .field("agent_number", Integer.class)
                    .optional()
                    .relation("agent", List.of("tenant_id", "agent_number"), "agent", List.of())
                    .build();
            Dataset data = dataset(ScenarioSpec.of(Model.of(tenant, agent, call), "calls")
                    .rows("tenant", 5)
                    .rows("agent", 50)
                    .rows("call", 500));
            assertThat(data.verify().broken()).isZero();
            assertThat(data.rows(call).filter(row -> row.get("agent_number") == null))
                    .hasSizeBetween(20, 90);
        }
    }

    @Nested
    class OfRoots {
        @Test
        void is_a_tenths_unless_told() {
            ScenarioSpec tree =
                    ScenarioSpec.of(Model.of(Category.class), "tree").rows(Category.class, 1000);
            assertThat(dataset(tree).stream(Category.class).filter(each -> each.parentId() == null))
                    .hasSizeBetween(70, 130);
            Dataset one = dataset(tree.absent(Category.class, "parentId", 0));
            assertThat(one.stream(Category.class).filter(each -> each.parentId() == null))
                    .hasSize(1);
        }

        @Test
        void whose_key_cannot_be_null_is_the_first_rows_own_child() {
            Dataset data =
                    dataset(ScenarioSpec.of(Model.of(Folder.class), "tree").rows(Folder.class, 1000));
            assertThat(data.get(Folder.class, 0).parentId()).isOne();
            assertThat(data.stream(Folder.class)).allMatch(each -> each.parentId() < each.id() || each.id() == 1);
            assertThat(data.verify().broken()).isZero();
        }

        @Test
        void that_wait_for_themselves_are_an_error_and_no_endless_walk() {
            Entity deep = Entity.named("folder")
                    .field("id", Long.class)
                    .parent("parent_id", "folder")
                    .field("depth", Integer.class)
                    .build();
            Dataset data = dataset(ScenarioSpec.of(
                            Model.of(deep)
                                    .with(
                                            "folder",
                                            "depth",
                                            (row, own) ->
                                                    1 + row.parent("parent_id").get("depth", Integer.class)),
                            "tree")
                    .rows("folder", 10));
            assertThatExceptionOfType(DiagnosisException.class)
                    .isThrownBy(() -> data.row(deep, 3).get("depth"))
                    .withMessageContaining("ASSAY-DATA-004");
        }
    }
}
