package dev.assay.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.assay.core.Seed;
import dev.assay.data.Dataset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import shop.Customer;

/** What is said when a test fails that had data. */
@SuppressWarnings("NullAway") // the extension fills the fields
class FailureTest {
    static class Failing {
        @Test
        void with_all(
                @Scenario Dataset small,
                @Scenario(value = "large", seed = "8", asOf = "2026-05-01") List<Customer> large,
                @Drawn Seed seed) {
            fail("on purpose");
        }
    }

    static class Passing {
        @Test
        void passes(@Scenario Dataset data) {
            assertThat(data).isNotNull();
        }

        @Test
        void is_aborted(@Scenario Dataset data) {
            assumeTrue(false);
        }
    }

    static class WithoutData {
        @Test
        void fails() {
            fail("on purpose");
        }

        @Test
        void has_data(@Scenario Dataset data) {
            assertThat(data).isNotNull();
        }
    }

    /** The line's command is Surefire's or Assay's, depending on who runs this. */
    private static String replay(String errors) {
        return errors.replaceAll("(?m)^(  replay +).*$", "$1...");
    }

    @Test
    void data_seeds_and_the_line_to_replay_are_said_once() {
        Play play = Play.of(Failing.class);
        assertThat(replay(play.errors()))
                .isEqualTo("Data of Failing.with_all, which failed:\n"
                        + "  small   25 Customer, 75 Invoice; Shop, seed 1, as of 2026-01-01\n"
                        + "  large   1000 Customer, 3000 Invoice; Shop, seed 8, as of 2026-05-01\n"
                        + "  drawn   from seed:"
                        + Long.toHexString(seed("Failing", "with_all").key()) + "\n"
                        + "  replay  ...\n");
        assertThat(play.errors())
                .containsPattern(
                        "  replay  .*'(-Dtest=)?dev.assay.junit.FailureTest\\$Failing#with_all' .*-Dassay.seed=1\n");
        assertThat(play.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry).containsOnlyKeys("assay.replay"))
                .satisfies(
                        entry -> assertThat(play.errors()).contains("  replay  " + entry.get("assay.replay") + "\n"));
    }

    private static Seed seed(String type, String method) {
        return Seed.of(1)
                .at("[engine:junit-jupiter]/[class:dev.assay.junit.FailureTest$" + type + "]/[method:" + method
                        + "(dev.assay.data.Dataset, java.util.List, dev.assay.core.Seed)]");
    }

    @Test
    void nothing_is_said_of_tests_that_pass_or_are_aborted() {
        Play play = Play.of(Passing.class);
        assertThat(play.failures()).isEmpty();
        assertThat(play.errors()).isEmpty();
        assertThat(play.entries()).isEmpty();
    }

    @Test
    void nothing_is_said_of_tests_that_had_no_data() {
        Play play = Play.of(WithoutData.class);
        assertThat(play.failure()).hasMessage("on purpose");
        assertThat(play.errors()).isEmpty();
    }

    @Test
    void the_line_to_replay_has_the_runs_seed_and_day() {
        Play play = Play.with(Map.of("assay.seed", " 0x2a ", "assay.asOf", "2027-12-24"), Failing.class);
        assertThat(play.errors())
                .contains("; Shop, seed 0x2a, as of 2027-12-24\n")
                .contains("-Dassay.seed=0x2a -Dassay.asOf=2027-12-24");
    }

    static class Invoked {
        @ParameterizedTest
        @ValueSource(ints = {7, 8})
        void fails_for_eight(int number, @Scenario Dataset data) {
            assertThat(number).isNotEqualTo(8);
        }
    }

    @Test
    void an_invocation_is_told_from_others() {
        assertThat(Play.of(Invoked.class).errors())
                .startsWith("Data of Invoked.fails_for_eight [2] ")
                .containsOnlyOnce("Data of")
                .contains("FailureTest$Invoked#fails_for_eight'");
    }

    static class Factory {
        @TestFactory
        Stream<DynamicTest> makes(@Scenario Dataset data) {
            return Stream.of(
                    DynamicTest.dynamicTest("good", () -> assertThat(data).isNotNull()),
                    DynamicTest.dynamicTest("bad", () -> fail("on purpose")),
                    DynamicTest.dynamicTest("left out", () -> assumeTrue(false)));
        }

        @TestFactory
        Stream<DynamicTest> fails_itself(@Scenario(seed = "3") Dataset data) {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void a_dynamic_test_and_a_factory_that_fail_are_told() {
        assertThat(Play.of(Factory.class).errors().lines().filter(line -> !line.contains("replay")))
                .containsExactlyInAnyOrder(
                        "Data of Factory.makes bad, which failed:",
                        "  small   25 Customer, 75 Invoice; Shop, seed 1, as of 2026-01-01",
                        "Data of Factory.fails_itself, which failed:",
                        "  small   25 Customer, 75 Invoice; Shop, seed 3, as of 2026-01-01");
    }

    static class BeforeAllFails {
        @BeforeAll
        static void fails(@Scenario Dataset data) {
            fail("on purpose");
        }

        @Test
        void never_runs() {}
    }

    @Test
    void a_class_that_fails_before_its_tests_is_told() {
        Play play = Play.of(BeforeAllFails.class);
        assertThat(replay(play.errors()))
                .isEqualTo("Data of BeforeAllFails, which failed:\n"
                        + "  small   25 Customer, 75 Invoice; Shop, seed 1, as of 2026-01-01\n"
                        + "  replay  ...\n");
        assertThat(play.errors()).containsPattern("FailureTest\\$BeforeAllFails' ");
    }

    static class ClassesData {
        @Scenario
        static Dataset ofTheClass;

        @Scenario(value = "empty")
        Dataset ofTheTest;

        @BeforeEach
        void before(@Scenario(seed = "2") Dataset data) {
            assertThat(data).isNotNull();
        }

        @Test
        void fails() {
            fail("on purpose");
        }

        @Nested
        class Inside {
            @Test
            void fails_too(@Scenario(seed = "3") Dataset data) {
                fail("on purpose");
            }
        }
    }

    @Test
    void what_the_classes_around_had_is_among_it() {
        String errors = Play.of(ClassesData.class).errors();
        assertThat(errors.lines().filter(line -> !line.contains("replay")))
                .containsExactlyInAnyOrder(
                        "Data of ClassesData.fails, which failed:",
                        "  small   25 Customer, 75 Invoice; Shop, seed 1, as of 2026-01-01",
                        "  empty   no rows; Shop, seed 1, as of 2026-01-01",
                        "  small   25 Customer, 75 Invoice; Shop, seed 2, as of 2026-01-01",
                        "Data of Inside.fails_too, which failed:",
                        "  small   25 Customer, 75 Invoice; Shop, seed 1, as of 2026-01-01",
                        "  empty   no rows; Shop, seed 1, as of 2026-01-01",
                        "  small   25 Customer, 75 Invoice; Shop, seed 2, as of 2026-01-01",
                        "  small   25 Customer, 75 Invoice; Shop, seed 3, as of 2026-01-01");
        assertThat(errors).contains("FailureTest$ClassesData$Inside#fails_too'");
    }
}
