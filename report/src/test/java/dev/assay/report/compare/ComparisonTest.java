package dev.assay.report.compare;

import static dev.assay.event.Outcome.ABORTED;
import static dev.assay.event.Outcome.FAILED;
import static dev.assay.event.Outcome.NOT_RUN;
import static dev.assay.event.Outcome.PASSED;
import static dev.assay.event.Outcome.SKIPPED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Failure;
import dev.assay.event.Journal;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import dev.assay.report.compare.Comparison.Difference;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComparisonTest {
    @TempDir
    Path folder;

    @Nested
    class Runs {
        @Test
        void of_the_same_outcomes_are_equal_and_their_wall_times_compared() throws IOException {
            Path a = run("a", 4000, test("p.A", "x", PASSED), test("p.A", "y", SKIPPED));
            Path b = run("b", 1000, test("p.A", "y", SKIPPED), test("p.A", "x", PASSED));

            Comparison comparison = Comparison.of(a, b);

            assertThat(comparison.isEqual()).isTrue();
            assertThat(comparison.isWallKnown()).isTrue();
            assertThat(comparison.timeRatio()).isEqualTo(0.25);
            assertThat(comparison.a().tests()).isEqualTo(2);
            assertThat(comparison.a().count(SKIPPED)).isEqualTo(1);
        }

        @Test
        void at_two_tiers_tell_them_and_how_long_each_class_took() throws IOException {
            Path a = run("a", 10, used("MEMORY", 5), test("p.A", "x", PASSED), ended("p.A", 100), ended("p.B", 50));
            Path b = run("b", 30, used("SANDBOX", 20), test("p.A", "x", PASSED), ended("p.A", 110), ended("p.B", 10));

            Comparison comparison = Comparison.of(a, b);

            assertThat(comparison.a().tiers()).containsExactly("MEMORY");
            assertThat(comparison.b().tiers()).containsExactly("SANDBOX");
            assertThat(comparison.b().databaseNanos()).isEqualTo(20);
            assertThat(comparison.times())
                    .containsExactly(
                            new Comparison.ClassTime("p.B", 50, 10), new Comparison.ClassTime("p.A", 100, 110));
        }

        @Test
        void tell_what_differs_and_what_only_one_has() throws IOException {
            Path a = run("a", 1, test("p.B", "x", PASSED), test("p.A", "gone", PASSED), test("p.A", "y", FAILED));
            Path b = run("b", 1, test("p.B", "x", FAILED), test("p.A", "y", PASSED), test("p.C", "added", ABORTED));

            Comparison comparison = Comparison.of(a, b);

            assertThat(comparison.isEqual()).isFalse();
            assertThat(comparison.differences())
                    .containsExactly(
                            new Difference("p.A", "y", FAILED, PASSED), new Difference("p.B", "x", PASSED, FAILED));
            assertThat(comparison.onlyInA()).containsExactly(new Difference("p.A", "gone", PASSED, null));
            assertThat(comparison.onlyInB()).containsExactly(new Difference("p.C", "added", null, ABORTED));
        }

        @Test
        void match_several_tests_of_one_name_as_often_as_both_have_them() throws IOException {
            Path a = run("a", 1, test("p.A", "x", PASSED), test("p.A", "x", FAILED), test("p.A", "x", PASSED));
            Path b = run("b", 1, test("p.A", "x", FAILED), test("p.A", "x", SKIPPED));

            Comparison comparison = Comparison.of(a, b);

            assertThat(comparison.differences()).containsExactly(new Difference("p.A", "x", PASSED, SKIPPED));
            assertThat(comparison.onlyInA()).containsExactly(new Difference("p.A", "x", PASSED, null));
        }

        @Test
        void differ_in_what_one_did_not_run_unless_the_other_does_not_have_it() throws IOException {
            Path a = run("a", 1, test("p.A", "x", NOT_RUN), test("p.A", "y", NOT_RUN));
            Path b = run("b", 1, test("p.A", "x", PASSED));

            Comparison comparison = Comparison.of(a, b);

            assertThat(comparison.differences()).containsExactly(new Difference("p.A", "x", NOT_RUN, PASSED));
            assertThat(comparison.onlyInA()).isEmpty();
        }

        @Test
        void count_the_last_attempt_only_and_flaky_as_passed() throws IOException {
            Path a = run(
                    "a",
                    1,
                    attempt("p.A", "x", FAILED, 1, false),
                    attempt("p.A", "x", PASSED, 2, true),
                    test("p.A", "y", PASSED));
            Path b = run("b", 1, test("p.A", "x", PASSED), test("p.A", "y", PASSED));

            Comparison comparison = Comparison.of(a, b);

            assertThat(comparison.isEqual()).isTrue();
            assertThat(comparison.a().flaky()).isEqualTo(1);
            assertThat(comparison.a().tests()).isEqualTo(2);
        }

        @Test
        void that_were_killed_are_compared_as_far_as_they_came() throws IOException {
            Path a = run("a", 1, test("p.A", "x", PASSED), test("p.A", "y", PASSED));
            Path journal = a.resolve("events.bin");
            byte[] bytes = Files.readAllBytes(journal);
            Files.write(journal, Arrays.copyOf(bytes, bytes.length - 30));

            Comparison comparison = Comparison.of(a, run("b", 1, test("p.A", "x", PASSED)));

            assertThat(comparison.a().complete()).isFalse();
            assertThat(comparison.a().wallNanos()).isEqualTo(-1);
            assertThat(comparison.isWallKnown()).isFalse();
        }
    }

    @Nested
    class Surefire {
        @Test
        void reports_of_a_failed_class_and_a_run_with_tests_not_run_say_the_same() throws IOException {
            Path surefire = surefire("<testcase name='initializationError' classname='p.A' time='0'>"
                    + "<error type='java.lang.IllegalStateException'>at x</error></testcase>");
            Path run = run(
                    "b",
                    1,
                    new RunEvent.ContainerFailed(
                            1, 1, ref("p.A", "initializationError"), new Failure("X", "", ""), true),
                    test("p.A", "x", NOT_RUN),
                    test("p.A", "y", NOT_RUN));

            assertThat(Comparison.of(surefire, run).isEqual()).isTrue();
        }

        @Test
        void reports_know_no_wall_time_so_that_the_sums_of_classes_are_compared() throws IOException {
            Path surefire = surefire("<testcase name='x' classname='p.A' time='0.1'/>");
            Path run = run(
                    "b",
                    1,
                    test("p.A", "x", PASSED),
                    new RunEvent.ClassFinished(
                            2, "s", "p.A", Duration.ofMillis(617).toNanos(), 0));

            Comparison comparison = Comparison.of(surefire, run);

            assertThat(comparison.isWallKnown()).isFalse();
            assertThat(comparison.timeRatio()).isCloseTo(0.617 / 1234.5, within(1e-9));
        }

        @Test
        void a_disabled_nested_class_is_one_nameless_test_there_and_its_tests_here() throws IOException {
            Path surefire =
                    surefire("<testcase name='' classname='p.A$In' time='0'><skipped message='whole'/></testcase>");
            Path run = run("b", 1, test("p.A$In", "n", SKIPPED), test("p.A$In$Deep", "m", SKIPPED));

            assertThat(Comparison.of(surefire, run).isEqual()).isTrue();
            assertThat(Comparison.of(run, surefire).isEqual()).isTrue();
        }

        @Test
        void reruns_are_flaky_or_failed() {
            Side side = Comparison.of(sample("surefire-rerun"), sample("surefire-rerun"))
                    .a();

            assertThat(side.kind()).isEqualTo(Side.Kind.SUREFIRE);
            assertThat(side.count(PASSED)).isEqualTo(3);
            assertThat(side.flaky()).isEqualTo(2);
            assertThat(side.count(FAILED)).isEqualTo(1);
        }

        @Test
        void nested_parameterized_dynamic_and_vintage_tests_are_read() {
            Side side = Comparison.of(sample("surefire-3.6.1"), sample("surefire-3.6.1"))
                    .a();

            assertThat(side.tests()).isEqualTo(76);
            assertThat(side.count(FAILED)).isEqualTo(19);
            assertThat(side.count(ABORTED) + side.count(SKIPPED)).isEqualTo(14);
        }

        @Test
        void names_of_2_22_match_those_of_today() {
            assertThat(Comparison.of(sample("surefire-3.6.1"), sample("surefire-2.22.2"))
                            .isEqual())
                    .isTrue();
            assertThat(Comparison.of(sample("surefire-2.22.2"), sample("surefire-3.6.1"))
                            .isEqual())
                    .isTrue();
        }

        @Test
        void names_of_3_2_match_those_of_today_but_it_says_nothing_of_a_class_whose_assumption_did_not_hold() {
            Comparison comparison = Comparison.of(sample("surefire-3.6.1"), sample("surefire-3.2.5"));

            assertThat(comparison.differences()).isEmpty();
            assertThat(comparison.onlyInA())
                    .containsExactly(
                            new Difference("p.AbortedClassTest", "x", ABORTED, null),
                            new Difference("p.AbortedClassTest", "y", ABORTED, null));
            assertThat(comparison.onlyInB()).isEmpty();
        }

        @Test
        void an_external_entity_is_not_read() throws IOException {
            Path secret = Files.writeString(folder.resolve("secret"), "PASSWORD");
            Path reports = Files.createDirectories(folder.resolve("evil"));
            Files.writeString(
                    reports.resolve("TEST-p.A.xml"),
                    "<!DOCTYPE testsuite [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]>"
                            + "<testsuite name='p.A'><testcase name='x' classname='p.A'><failure>&e;</failure></testcase>"
                            + "</testsuite>");

            assertThatThrownBy(() -> Comparison.of(reports, reports))
                    .hasMessageStartingWith("ASSAY-REP-012")
                    .hasMessageNotContaining("PASSWORD");
        }
    }

    @Nested
    class Errors {
        @Test
        void a_folder_that_does_not_exist() {
            assertThatThrownBy(() -> Comparison.of(folder.resolve("none"), folder))
                    .hasMessage("""
                    ASSAY-REP-010: there is no such folder to compare.
                      folder   %s
                      why      a run is compared by its folder, not by a file in it
                      To fix:  assay compare target/assay/latest target/surefire-reports""".formatted(folder.resolve("none")));
        }

        @Test
        void a_folder_without_a_run_names_those_below_it() throws IOException {
            Path reports = Files.createDirectories(folder.resolve("project/target/surefire-reports"));
            Files.writeString(reports.resolve("TEST-p.A.xml"), "<testsuite/>");

            assertThatThrownBy(() -> Comparison.of(folder.resolve("project"), folder))
                    .hasMessage("""
                    ASSAY-REP-011: the folder to compare holds no run.
                      folder   %s
                      why      it has neither Assay's events.bin nor Surefire's TEST-*.xml
                      To fix:  name %s""".formatted(folder.resolve("project"), reports));
        }

        @Test
        void a_report_that_was_cut_off() throws IOException {
            Path reports = Files.createDirectories(folder.resolve("cut"));
            Files.writeString(reports.resolve("TEST-p.A.xml"), "<testsuite name='p.A'><testcase name='x' classname='p");

            assertThatThrownBy(() -> Comparison.of(reports, reports))
                    .hasMessageStartingWith("ASSAY-REP-012")
                    .hasMessageContaining("TEST-p.A.xml");
        }

        @Test
        void a_journal_that_is_none() throws IOException {
            Path run = Files.createDirectories(folder.resolve("run"));
            Files.writeString(run.resolve("events.bin"), "garbage, and a lot of it");

            assertThatThrownBy(() -> Comparison.of(run, run)).hasMessageStartingWith("ASSAY-REP-012");
        }
    }

    private Path run(String name, long wallMillis, RunEvent... events) throws IOException {
        Path run = Files.createDirectories(folder.resolve(name));
        List<RunEvent> all = new ArrayList<>();
        all.add(new RunEvent.RunStarted(0, name, 0, "t", "assay test t", "history", 2, "17", List.of("s")));
        all.addAll(List.of(events));
        all.add(new RunEvent.RunFinished(
                9, Duration.ofMillis(wallMillis).toNanos(), 0, 0, RunEvent.RunFinished.End.COMPLETE, ""));
        try (Journal journal = Journal.create(run.resolve("events.bin"))) {
            all.forEach(journal::on);
        }
        return run;
    }

    private static RunEvent test(String className, String name, Outcome outcome) {
        return attempt(className, name, outcome, 1, true);
    }

    private static RunEvent ended(String className, long nanos) {
        return new RunEvent.ClassFinished(2, "s", className, nanos, 1);
    }

    private static RunEvent used(String tier, long nanos) {
        return new RunEvent.DatabaseUsed(
                1,
                1,
                ref("p.A", "x"),
                new DatabaseUse(tier, 1, DatabaseUse.Effect.WRITE, 1, 1, 1, 0, nanos, 1, 0, 0, 0, 0, 0, 0));
    }

    private static RunEvent attempt(String className, String name, Outcome outcome, int attempt, boolean last) {
        return new RunEvent.TestFinished(1, 1, ref(className, name), outcome, 1, attempt, last, null, "");
    }

    private static TestRef ref(String className, String name) {
        return new TestRef("s", className, className, "[engine:e]/[class:" + className + "]", name, name, List.of());
    }

    private Path surefire(String testcases) throws IOException {
        Path reports = Files.createDirectories(folder.resolve("surefire-reports"));
        Files.writeString(
                reports.resolve("TEST-p.A.xml"), "<testsuite name='p.A' time='1,234.5'>" + testcases + "</testsuite>");
        return reports;
    }

    private static Path sample(String name) {
        URL url = Objects.requireNonNull(ComparisonTest.class.getResource("/compare/" + name));
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
