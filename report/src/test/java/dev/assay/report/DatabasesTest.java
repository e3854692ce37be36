package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.DatabaseUse;
import dev.assay.event.DatabaseUse.Effect;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import java.util.List;
import org.junit.jupiter.api.Test;

class DatabasesTest {
    private final Databases databases = new Databases();

    @Test
    void a_class_does_the_most_that_one_of_its_tests_does() {
        use("a.T", "reads", Effect.READ_ONLY, "SANDBOX", 5);
        use("a.T", "writes", Effect.WRITE, "SANDBOX", 7);
        assertThat(databases.classes()).singleElement().satisfies(of -> {
            assertThat(of.tests()).isEqualTo(2);
            assertThat(of.use().effect()).isEqualTo(Effect.WRITE);
            assertThat(of.use().nanos()).isEqualTo(12);
            assertThat(of.use().statements()).isEqualTo(4);
            assertThat(of.use().connections()).isEqualTo(1);
        });
        assertThat(databases.effects().get(Effect.READ_ONLY))
                .satisfies(each -> assertThat(each.tests()).isEqualTo(1));
        assertThat(databases.slowest()).extracting(each -> each.test().name()).containsExactly("writes", "reads");
    }

    @Test
    void a_test_that_is_tried_again_is_one() {
        use("a.T", "flaky", Effect.READ_ONLY, "SANDBOX", 5);
        ended("flaky", 1, false);
        use("a.T", "flaky", Effect.WRITE, "SANDBOX", 7);
        ended("flaky", 2, true);
        use("a.T", "other", Effect.READ_ONLY, "SANDBOX", 1);
        ended("other", 1, true);
        assertThat(databases.classes()).singleElement().satisfies(of -> {
            assertThat(of.tests()).isEqualTo(2);
            assertThat(of.use().nanos()).isEqualTo(13);
        });
        assertThat(databases.effects().values().stream().mapToLong(Databases.OfEffect::tests))
                .containsExactly(2L);
    }

    private void ended(String name, int attempt, boolean last) {
        Outcome outcome = last ? Outcome.PASSED : Outcome.FAILED;
        databases.on(new RunEvent.TestFinished(1, 1, ref("a.T", name), outcome, 1, attempt, last, null, ""));
    }

    @Test
    void tiers_are_named_once_each() {
        use("a.T", "one", Effect.READ_ONLY, "SANDBOX", 1);
        use("a.U", "one", Effect.READ_ONLY, "CLONE", 1);
        use("a.V", "one", Effect.READ_ONLY, "CLONE", 1);
        assertThat(databases.tiers()).containsExactly("CLONE", "SANDBOX");
    }

    @Test
    void only_the_tests_that_were_longest_in_the_database_are_kept() {
        for (int i = 0; i < Databases.MOST + 10; i++) {
            use("a.T", "test" + i, Effect.READ_ONLY, "SANDBOX", i);
        }
        assertThat(databases.slowest()).hasSize(Databases.MOST);
        assertThat(databases.slowest().get(0).use().nanos()).isEqualTo(Databases.MOST + 9);
        assertThat(databases.effects().get(Effect.READ_ONLY))
                .satisfies(each -> assertThat(each.tests()).isEqualTo(Databases.MOST + 10));
    }

    @Test
    void a_fixture_is_summed_up_over_the_times_it_was_opened() {
        databases.on(new RunEvent.FixtureOpened(1, 1, ref("a.T", "one"), "search", 30));
        databases.on(new RunEvent.FixtureOpened(1, 1, ref("a.T", "two"), "search", 50));
        assertThat(databases.fixtures()).containsExactly(new Databases.Fixture("search", 2, 80, 50));
    }

    private void use(String type, String name, Effect effect, String tier, long nanos) {
        databases.on(new RunEvent.DatabaseUsed(
                1, 1, ref(type, name), new DatabaseUse(tier, 1, effect, 2, 3, 4, 0, nanos, 1, 0, 0, 0, 0, 0, 0)));
    }

    private static TestRef ref(String type, String name) {
        return new TestRef("shop", type, type, "[" + type + "]/[" + name + "]", name, name, List.of());
    }
}
