package dev.assay.report.terminal;

import static dev.assay.report.Script.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Diagnosis;
import dev.assay.event.Failure;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.report.FailureClusters;
import dev.assay.report.OverBudget;
import dev.assay.report.SampleRun;
import dev.assay.report.Script;
import dev.assay.report.Sources;
import dev.assay.report.Tally;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTest {
    private static final Path FOLDER = Path.of("/tmp/run").toAbsolutePath();

    /** A terminal, its screen, and a run that is played to it. */
    private static final class Shown {
        final Screen screen;
        final Tally tally = new Tally(10);
        final FailureClusters clusters = new FailureClusters();
        final Terminal terminal;
        final Script script;

        Shown(Look look, Sources sources) {
            screen = new Screen(look.width());
            terminal = new Terminal(screen.stream(), look, tally, clusters, sources);
            script = new Script(this::on);
        }

        void on(RunEvent event) {
            tally.on(event);
            clusters.on(event);
            terminal.on(event);
        }

        String summary(@Nullable Path page, OverBudget... budgets) {
            terminal.summary(new Ending(FOLDER, page, List.of(budgets), List.of(), List.of()));
            return screen.text();
        }
    }

    private static final Failure DIED =
            new Failure("dev.assay.WorkerDied", "killed by signal 9", "killed by signal 9\nlast words");

    private static Shown live(int width) {
        return new Shown(new Look(true, true, true, width), Sources.NONE);
    }

    private static Shown plain(int width) {
        return new Shown(new Look(false, false, true, width), Sources.NONE);
    }

    @Nested
    class TheLiveRegion {
        @Test
        void shows_bar_counts_workers_load_and_what_runs_the_longest_first() {
            Shown shown = live(120);
            shown.script.begin().plan(2, 4, 40_000).worker(1).worker(2);
            shown.script.part(1, 1, "org.shop.cart.CartTest").after(1_500).part(2, 2, "org.shop.PriceTest");
            shown.script
                    .start(1, test("org.shop.cart.CartTest", "adds"))
                    .after(2_000)
                    .load(0.97);
            shown.script
                    .pass(1, test("org.shop.cart.CartTest", "adds"))
                    .after(500)
                    .load(0.97);

            assertThat(shown.screen.lines())
                    .containsExactly(
                            " Running 25% █████░░░░░░░░░░░░░░░░░  1 / 4   ok 1  2 workers  CPU 97%  about 36 s left",
                            "    4.0 s  cart.CartTest                                       2.5 s  PriceTest");
        }

        @Test
        void names_the_test_that_runs_for_long() {
            Shown shown = live(120);
            shown.script
                    .begin()
                    .plan(2, 4, 40_000)
                    .worker(1)
                    .part(1, 1, "org.shop.CartTest")
                    .after(100);
            shown.script
                    .start(1, test("org.shop.CartTest", "waits"))
                    .after(3_000)
                    .load(0.1);

            assertThat(shown.screen.text()).contains("    3.1 s  CartTest › waits 3 s");
        }

        @Test
        void says_that_it_starts_before_there_is_anything_to_count() {
            Shown shown = live(80);
            shown.script.begin().after(2_000).load(0.5);

            assertThat(shown.screen.text()).isEqualTo(" Starting 2 s");
        }

        @Test
        void counts_classes_where_history_knows_nothing() {
            Shown shown = live(140);
            shown.script.begin().plan(4, 0, 0).worker(1).part(1, 1, "a.ATest");
            shown.script
                    .pass(1, test("a.ATest", "one"))
                    .endClass("a.ATest")
                    .after(10_000)
                    .load(1);

            assertThat(shown.screen.text())
                    .contains("25%")
                    .contains("1 test in 1 / 4 classes")
                    .contains("about 30 s");
        }

        @Test
        void tells_when_a_run_takes_longer_than_history_expects() {
            Shown shown = live(140);
            shown.script
                    .begin()
                    .plan(4, 10, 5_000)
                    .worker(1)
                    .part(1, 1, "a.ATest")
                    .after(6_000)
                    .load(1);

            assertThat(shown.screen.text()).contains("expected 5 s");
        }

        @Test
        void is_erased_at_the_end_so_that_only_what_stays_is_seen() {
            Shown shown = live(100);
            shown.script
                    .begin()
                    .plan(1, 2, 0)
                    .worker(1)
                    .part(1, 1, "a.ATest")
                    .after(200)
                    .load(1);
            shown.script.pass(1, test("a.ATest", "one")).after(200).load(1).finish(1);

            assertThat(shown.screen.text()).isEmpty();
        }

        @Test
        void is_erased_once_when_the_terminal_is_closed_and_does_not_come_back() {
            Shown shown = live(100);
            shown.script
                    .begin()
                    .plan(1, 2, 0)
                    .worker(1)
                    .part(1, 1, "a.ATest")
                    .after(200)
                    .load(1);
            shown.terminal.close();
            int length = shown.screen.raw().length();
            shown.terminal.close();
            shown.script.after(500).load(1);

            assertThat(shown.screen.text()).isEmpty();
            assertThat(shown.screen.raw()).hasSize(length);
        }

        @Test
        void is_redrawn_ten_times_a_second_whatever_the_rate_of_events() {
            Shown shown = live(100);
            shown.script.begin().plan(1, 10_000, 0).worker(1).part(1, 1, "a.ATest");
            for (int i = 0; i < 10_000; i++) {
                shown.script.pass(1, test("a.ATest", "t" + i));
                if (i % 10 == 0) {
                    shown.script.after(1);
                }
            }

            assertThat(shown.screen.raw().split("Running", -1).length - 1).isBetween(9, 11);
        }

        @ParameterizedTest
        @ValueSource(ints = {40, 60, 80, 100, 200})
        void never_wraps_at_any_width(int width) {
            Shown shown = live(width);
            shown.script.begin().plan(2_000, 57_446, 40_000);
            for (int i = 1; i <= 20; i++) {
                shown.script.worker(i).part(i, i, "org.shop.pack" + i + "." + "VeryLong".repeat(20) + "Test");
            }
            shown.script.after(500).load(0.5).after(500).load(0.7);

            List<String> lines = shown.screen.lines();
            assertThat(lines).hasSizeBetween(5, 5);
            assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThan(width));
            assertThat(lines.get(4)).contains("and 1");
        }

        @Test
        void keeps_failures_and_the_end_in_sight_where_there_is_little_room() {
            Shown shown = live(64);
            shown.script
                    .begin()
                    .plan(2, 4, 40_000)
                    .worker(1)
                    .part(1, 1, "a.ATest")
                    .after(5_000);
            shown.script
                    .fail(1, test("a.ATest", "one"), Script.error("x"))
                    .after(5_000)
                    .load(0.5);

            assertThat(shown.screen.text()).contains("failed 1").contains("about 30 s left");
        }

        @Test
        void is_of_ascii_where_the_charset_is() {
            Shown shown = new Shown(new Look(true, false, false, 100), Sources.NONE);
            shown.script.begin().plan(2, 4, 40_000).worker(1).part(1, 1, "a." + "X".repeat(200) + "Test");
            shown.script.start(1, test("a.ATest", "t")).after(2_000).load(0.5);
            shown.summary(null);

            assertThat(shown.screen.raw()).matches("\\p{ASCII}*");
        }
    }

    @Nested
    class AFailure {
        @Test
        void is_told_above_the_region_with_the_line_that_failed() {
            Sources sources = (className, file, line) -> className + " " + file + " " + line;
            Shown shown = new Shown(new Look(true, true, true, 100), sources);
            shown.script
                    .begin()
                    .plan(1, 2, 0)
                    .worker(1)
                    .part(1, 1, "a.ATest")
                    .after(200)
                    .load(1);
            shown.script.fail(
                    1, test("a.ATest", "adds"), Script.assertion("a.ATest", 41, "expected: <1> but was: <2>"));

            assertThat(shown.screen.lines())
                    .startsWith(
                            "  FAILED  ATest.adds  7 ms",
                            "          AssertionFailedError: expected: <1> but was: <2>",
                            "          at ATest.java:41  a.ATest ATest.java 41")
                    .anyMatch(line -> line.startsWith(" Running"));
        }

        @Test
        void names_its_root_cause() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.fail(
                    1, test("a.ATest", "adds"), new Failure("java.lang.IllegalStateException", "no zone table", """
                            java.lang.IllegalStateException: no zone table
                            \tat a.Zone.load(Zone.java:8)
                            Caused by: java.nio.file.NoSuchFileException: zones.tab
                            \tat a.Zone.read(Zone.java:9)
                            """));

            assertThat(shown.screen.lines())
                    .containsSubsequence(
                            "          IllegalStateException: no zone table",
                            "          caused by NoSuchFileException: zones.tab",
                            "          at Zone.java:9");
        }

        private static final String DIAGNOSIS = """
                ASSAY-JUNIT-003: there is no such scenario.
                  scenario   larg
                  wanted by  parameter data of CartTest.adds
                  catalogue  Shop
                  scenarios  small, medium, large
                  why        a catalogue says which there are
                  To fix:    @Scenario("large")""";

        private static String[] indented(String text) {
            return text.lines().map(line -> "          " + line).toArray(String[]::new);
        }

        @Test
        void is_shown_whole_if_it_is_an_error_of_assays_own() {
            Shown shown = plain(40);
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.fail(
                    1,
                    test("a.ATest", "adds"),
                    new Failure(
                            "dev.assay.core.DiagnosisException",
                            DIAGNOSIS,
                            "dev.assay.core.DiagnosisException: " + DIAGNOSIS + "\n\tat a.ATest.adds(ATest.java:9)\n"));

            assertThat(shown.screen.raw().lines().map(String::stripTrailing))
                    .containsSequence(indented(DIAGNOSIS))
                    .contains("          at ATest.java:9")
                    .doesNotContain("          ...");
        }

        @Test
        void is_shown_whole_and_once_if_something_wraps_an_error_of_assays_own() {
            Shown shown = plain(100);
            String wrapped = "Failed to resolve parameter [a.Dataset data]: " + DIAGNOSIS;
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.fail(
                    1,
                    test("a.ATest", "adds"),
                    new Failure(
                            "org.junit.ParameterResolutionException",
                            wrapped,
                            "org.junit.ParameterResolutionException: " + wrapped
                                    + "\n\tat org.junit.A.b(A.java:1)\nCaused by: dev.assay.core.DiagnosisException: "
                                    + DIAGNOSIS
                                    + "\n\tat dev.assay.core.Diagnosis.exception(Diagnosis.java:76)\n\t... 5 more\n"));

            assertThat(shown.screen.lines()).containsSequence(indented(DIAGNOSIS));
            assertThat(shown.screen.text())
                    .containsOnlyOnce("ASSAY-JUNIT-003")
                    .doesNotContain("caused by", "Diagnosis.java");
        }

        @Test
        void keeps_what_wraps_an_error_of_assays_own_and_what_led_to_it() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.fail(
                    1,
                    test("a.ATest", "adds"),
                    new Failure(
                            "java.lang.IllegalStateException",
                            "cannot set up",
                            "java.lang.IllegalStateException: cannot set up\n\tat a.A.b(A.java:1)\n"
                                    + "Caused by: dev.assay.core.DiagnosisException: " + DIAGNOSIS
                                    + "\n\tat a.ATest.adds(ATest.java:9)\nCaused by: java.io.IOException: no room\n"
                                    + "\tat a.ATest.writes(ATest.java:10)\n"));

            assertThat(shown.screen.lines())
                    .contains("          IllegalStateException: cannot set up")
                    .containsSequence(indented(DIAGNOSIS))
                    .contains("          caused by IOException: no room");
        }

        @Test
        void says_below_it_how_it_is_replayed_and_that_once() {
            Shown shown = plain(60);
            String line = "assay test -t 'a.ATest#adds' --jvm-args='-Dassay.seed=1 -Dassay.asOf=2026-03-01'";
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.event(new RunEvent.Replay(
                    shown.script.now(), 1, test("a.ATest", "adds").uniqueId(), line));
            shown.script.fail(1, test("a.ATest", "adds"), Script.error("x"));
            shown.script.fail(1, test("a.ATest", "other"), Script.error("y"));

            assertThat(shown.screen.raw()).containsOnlyOnce("          replay  " + line);
        }

        @Test
        void cannot_write_to_the_terminal_itself() {
            Shown shown = plain(100);
            SampleRun.hostile().forEach(shown::on);
            shown.summary(null);

            assertThat(shown.screen.raw())
                    .doesNotContain("\u001b")
                    .doesNotContain("\u0001")
                    .doesNotContain("\u202e");
        }

        @Test
        void of_an_attempt_that_another_follows_is_told_as_such_and_does_not_count() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.end(1, test("a.ATest", "t"), Outcome.FAILED, 1, false, Script.error("x"), "");
            shown.script
                    .end(1, test("a.ATest", "t"), Outcome.PASSED, 2, true, null, "")
                    .finish(1);

            assertThat(shown.summary(null))
                    .contains("   TRY 1  ATest.t")
                    .contains(" Flaky        ATest.t  passed at attempt 2")
                    .contains(" PASSED       1 test: 1 passed (1 flaky)");
        }

        @Test
        void of_a_container_is_told_once_and_not_for_each_test_in_it() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest").failContainer(1, "a.ATest", false);
            shown.script.end(1, test("a.ATest", "t"), Outcome.NOT_RUN, 1, false, null, "ATest failed");
            shown.script.failContainer(1, "a.ATest", true);
            shown.script.end(1, test("a.ATest", "t"), Outcome.NOT_RUN, 2, true, null, "ATest failed");

            assertThat(shown.screen.lines())
                    .filteredOn(line -> !line.startsWith("          "))
                    .containsExactly("     TRY  ATest", "  FAILED  ATest", "");
        }

        @Test
        void is_not_told_when_a_hundred_were_told_before_it() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest");
            for (int i = 0; i < 10_000; i++) {
                shown.script.fail(1, test("a.ATest", "t" + i), Script.error("x"));
            }

            assertThat(shown.screen.lines()).hasSize(3 * 100 + 2).anyMatch(line -> line.contains("further failures"));
        }

        @Test
        void of_a_lost_test_says_why() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script
                    .end(1, test("a.ATest", "t"), Outcome.LOST, 1, true, DIED, DIED.message())
                    .finish(1);

            assertThat(shown.screen.text()).isEqualTo("    LOST  ATest.t  7 ms\n          killed by signal 9");
            assertThat(shown.summary(null))
                    .contains(" Lost         1 x killed by signal 9\n                  ATest.t")
                    .contains("1 lost");
        }
    }

    @Nested
    class PlainLines {
        @Test
        void come_every_five_seconds_without_any_escape() {
            Shown shown = plain(100);
            shown.script.begin().plan(2, 4, 40_000).worker(1).part(1, 1, "a.ATest");
            for (int i = 0; i < 48; i++) {
                shown.script.after(250).load(0.5);
            }

            assertThat(shown.screen.raw()).doesNotContain("\u001b");
            assertThat(shown.screen.lines())
                    .containsExactly(
                            "    5 s    0%  0 / 4  ok 0  1 worker  CPU 50%  about 35 s left",
                            "   10 s    0%  0 / 4  ok 0  1 worker  CPU 50%  about 30 s left", "");
        }

        @Test
        void name_a_class_that_runs_for_long() {
            Shown shown = plain(100);
            shown.script
                    .begin()
                    .plan(2, 4, 40_000)
                    .worker(1)
                    .part(1, 1, "a.ATest")
                    .after(15_000)
                    .load(0.5);

            assertThat(shown.screen.text()).endsWith("longest: ATest");
        }
    }

    @Nested
    class TheSummary {
        @Test
        void tells_where_the_time_went_and_what_to_do_next() {
            Shown shown = plain(110);
            shown.script.begin().plan(1, 0, 0).after(1_000).worker(1).part(1, 1, "org.shop.CartTest");
            shown.script.pass(1, test("org.shop.CartTest", "adds"));
            shown.script.fail(1, test("org.shop.CartTest", "drops"), Script.assertion("org.shop.CartTest", 9, "no"));
            shown.script.after(3_000);
            Leftover leftover = new Leftover(Leftover.Kind.TIME_ZONE, "default", "UTC -> CET");
            shown.script.endPart(1, 1, "org.shop.CartTest", 2_000, leftover).endClass("org.shop.CartTest");
            shown.script
                    .notice(RunEvent.Notice.Level.INFO, "argLine is honoured")
                    .finish(2);

            assertThat(shown.summary(FOLDER.resolve("index.html")).lines().skip(4))
                    .containsExactly(
                            " Failures     1 x AssertionFailedError: no",
                            "                  at CartTest.fails(CartTest.java:9)",
                            "                  CartTest.drops",
                            " Left behind  CartTest  time zone default: UTC -> CET",
                            " Notices      argLine is honoured",
                            "",
                            " Time         4.0 s, CPU 4.0 s (50% of 2 cores), 1 worker",
                            "              tests 0.01 s (0%), fixtures 2.0 s (50%), idle 1.0 s (25%), start 1.0 s (25%)",
                            "              first failure after 1.0 s",
                            " FAILED       2 tests: 1 passed, 1 failed",
                            " Next         assay test --last-failed",
                            "              file://" + FOLDER + "/index.html");
        }

        @Test
        void names_the_classes_of_which_one_has_kept_what_the_heap_grew_by() {
            Shown shown = plain(110);
            shown.script.begin().plan(4, 0, 0).after(1_000).worker(1);
            for (int part = 1; part <= 3; part++) {
                String type = "org.shop.Cart" + part + "Test";
                shown.script.part(part, 1, type).pass(part, test(type, "adds"));
                shown.script.event(new RunEvent.HeapKept(1, part, (100L * part) << 20, 1L << 30));
                shown.script.endPart(part, 1, type, 10).endClass(type);
            }
            shown.script.finish(3);
            assertThat(shown.summary(FOLDER.resolve("index.html")).lines())
                    .contains(" Heap grew    by 100 MiB and stayed  one of Cart1Test, Cart2Test");
        }

        @Test
        void tells_the_seed_of_a_random_order_first_and_how_to_run_it_so_again_last() {
            Shown shown = plain(110);
            shown.script.begin("assay test --order random:7", "random:7").plan(1, 0, 0);
            shown.script.worker(1).part(1, 1, "org.shop.CartTest");
            shown.script.fail(1, test("org.shop.CartTest", "drops"), Script.assertion("org.shop.CartTest", 9, "no"));
            shown.script.endPart(1, 1, "org.shop.CartTest", 2_000).finish(2);

            List<String> lines =
                    shown.summary(FOLDER.resolve("index.html")).lines().toList();
            assertThat(lines).first().isEqualTo("   order  random:7");
            assertThat(lines)
                    .endsWith(
                            " Next         assay test --order random:7 --last-failed",
                            "              assay test --order random:7  for all in the same order",
                            "              file://" + FOLDER + "/index.html");
        }

        @Test
        void leaves_out_of_the_command_what_nobody_types() {
            Shown shown = plain(110);
            String classpath = "lib/some-library-1.0.jar:".repeat(100);
            shown.script.begin("assay test --scan out --classpath " + classpath + " -w 2", "history");
            shown.script.plan(1, 0, 0).worker(1).part(1, 1, "org.shop.CartTest");
            shown.script.fail(1, test("org.shop.CartTest", "drops"), Script.assertion("org.shop.CartTest", 9, "no"));
            shown.script.endPart(1, 1, "org.shop.CartTest", 2_000).finish(2);

            assertThat(shown.summary(FOLDER.resolve("index.html")).lines())
                    .contains(
                            " Next         assay test --scan out --classpath ... -w 2 --last-failed",
                            "              with ... as before; run.json has the whole command");
        }

        @Test
        void names_the_slowest_tests() {
            Shown shown = plain(110);
            SampleRun.large().forEach(shown::on);

            assertThat(shown.summary(null))
                    .contains(" Slowest         1.1 s  concurrent.locks.LockingVisitorsTest.")
                    .contains("57,446 tests: ");
        }

        @Test
        void says_why_a_run_is_broken() {
            Shown shown = plain(100);
            shown.script.begin().plan(1, 0, 0);
            shown.script.finish(3, RunEvent.RunFinished.End.BROKEN, "3 tests were discovered, 0 have an outcome");

            assertThat(shown.summary(null))
                    .contains(
                            " BROKEN       0 tests: 0 passed\n              3 tests were discovered, 0 have an outcome");
        }

        @Test
        void of_nothing_is_no_pass() {
            Shown shown = plain(100);
            SampleRun.empty().forEach(shown::on);

            assertThat(shown.summary(null)).contains(" NOTHING RAN ").doesNotContain("PASSED");
        }

        @Test
        void tells_why_tests_were_not_run() {
            Shown shown = plain(100);
            shown.script.begin().part(1, 1, "a.ATest").failContainer(1, "a.ATest", true);
            shown.script.end(1, test("a.ATest", "t"), Outcome.NOT_RUN, 1, true, null, "its container failed: ATest");
            shown.script.event(new RunEvent.ClassNotRun(shown.script.now(), "shop", "a.BTest", "interrupted"));
            shown.script.finish(1, RunEvent.RunFinished.End.INTERRUPTED, "stopped by the user");

            assertThat(shown.summary(null))
                    .contains(" Not run      1 x its container failed: ATest")
                    .contains("              1 x class not begun: interrupted")
                    .contains(" INTERRUPTED  1 test: 0 passed, 1 container failed, 1 not run, 1 class not begun");
        }

        @Test
        void shows_a_cause_in_two_lines_at_most() {
            Shown shown = plain(50);
            String message =
                    "expected the response to be 201 Created but it was 413 Payload Too Large, of 18,204 bytes";
            shown.script.begin().part(1, 1, "a.ATest");
            shown.script.fail(1, test("a.ATest", "t"), Script.error(message)).finish(1);

            assertThat(shown.summary(null))
                    .contains(
                            " Failures     1 x IllegalStateException: expected\n                  the response to…of 18,204 bytes\n");
            assertThat(shown.screen.lines()).allMatch(line -> line.length() < 50);
        }

        @Test
        void names_what_was_left_behind_once() {
            Shown shown = plain(100);
            Leftover locale = new Leftover(Leftover.Kind.LOCALE, "default locale", "en -> ja_JP");
            Leftover thread = new Leftover(Leftover.Kind.THREAD, "pool-1", "running");
            shown.script.begin().part(1, 1, "a.ATest").endPart(1, 1, "a.ATest", 5, locale, thread);
            shown.script.finish(1);

            assertThat(shown.summary(null))
                    .contains(" Left behind  ATest  default locale: en -> ja_JP\n")
                    .contains("              ATest  thread pool-1: running\n");
        }

        @Test
        void names_budgets_and_reports_that_could_not_be_written() {
            Shown shown = plain(100);
            shown.script
                    .begin()
                    .part(1, 1, "a.ATest")
                    .pass(1, test("a.ATest", "t"))
                    .finish(1);
            OverBudget budget = new OverBudget("profile fast", 10_000 * Script.MS, 12_300 * Script.MS);
            Diagnosis problem = Diagnosis.of("ASSAY-REP-002", "a report could not be written.");
            shown.terminal.summary(new Ending(FOLDER, null, List.of(budget), List.of(), List.of(problem)));

            assertThat(shown.screen.text())
                    .contains(" Over budget  profile fast  took 12.3 s, allowed are 10.0 s")
                    .contains(" FAILED       1 test: 1 passed")
                    .contains("reports in " + FOLDER)
                    .contains("ASSAY-REP-002: a report could not be written.");
        }
    }
}
