package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.assay.core.DiagnosisException;
import dev.assay.event.DatabaseUse;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.history.LastFailure;
import dev.assay.run.fixture.Deaths;
import dev.assay.run.fixture.Outcomes;
import dev.assay.run.fixture.Settings;
import dev.assay.run.fixture.Sharing;
import dev.assay.run.fixture.Stories;
import dev.assay.run.fixture.Troubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // set by each test through run()
    private Trial trial;

    @SuppressWarnings("NullAway.Init") // set by each test through run()
    private RunEvent.RunFinished end;

    private void run(Trial prepared) {
        trial = prepared;
        end = prepared.execute();
    }

    /** The invariant of all runs: each discovered test has exactly one outcome. */
    @AfterEach
    void every_discovered_test_has_one_outcome() {
        if (trial != null) {
            assertThat(trial.all(RunEvent.TestFinished.class).stream().filter(RunEvent.TestFinished::last))
                    .extracting(finished -> finished.test().uniqueId())
                    .doesNotHaveDuplicates()
                    .hasSize((int) end.discovered());
            assertThat(end.end()).isNotEqualTo(End.BROKEN);
        }
    }

    @Test
    void every_kind_of_test_gets_its_outcome() {
        run(Trial.in(folder, Outcomes.class));

        assertThat(trial.outcomes())
                .containsOnly(
                        entry("Outcomes#passes", Outcome.PASSED),
                        entry("Outcomes#fails", Outcome.FAILED),
                        entry("Outcomes#aborts", Outcome.ABORTED),
                        entry("Outcomes#skipped", Outcome.SKIPPED),
                        entry("Outcomes#parameterized(int)[1]", Outcome.PASSED),
                        entry("Outcomes#parameterized(int)[2]", Outcome.PASSED),
                        entry("Outcomes#parameterized(int)[3]", Outcome.PASSED),
                        entry("Outcomes#repeated()[1]", Outcome.PASSED),
                        entry("Outcomes#repeated()[2]", Outcome.PASSED),
                        entry("Outcomes#factory()[1]", Outcome.PASSED),
                        entry("Outcomes#factory()[2]", Outcome.PASSED),
                        entry("Outcomes#disabledTemplate(int)", Outcome.SKIPPED),
                        entry("Outcomes$Inside#nested", Outcome.PASSED));
        assertThat(trial.output("Outcomes#passes")).isEqualTo("hello from passes\n");
        assertThat(trial.failure("Outcomes#fails").type()).isEqualTo("org.opentest4j.AssertionFailedError");
        assertThat(trial.test("Outcomes#skipped").reason()).isEqualTo("later");
        assertThat(trial.all(RunEvent.ClassFinished.class)).hasSize(1);
    }

    @Nested
    class ASelection {
        @Test
        void by_tag() {
            run(Trial.in(folder, Outcomes.class)
                    .select(new Selection(List.of(), List.of(), List.of(), "quick", List.of(), Duration.ZERO)));
            assertThat(trial.outcomes()).containsOnlyKeys("Outcomes#passes");
        }

        @Test
        void by_method() {
            run(Trial.in(folder, Outcomes.class)
                    .select(new Selection(
                            List.of(),
                            List.of(),
                            List.of("Outcomes#re*", "Outcomes#nested"),
                            "",
                            List.of(),
                            Duration.ZERO)));
            assertThat(trial.outcomes())
                    .containsOnlyKeys("Outcomes#repeated()[1]", "Outcomes#repeated()[2]", "Outcomes$Inside#nested");
        }

        @Test
        void by_unique_id_of_an_invocation() {
            String id = "[engine:junit-jupiter]/[class:" + Outcomes.class.getName()
                    + "]/[test-template:parameterized(int)]/[test-template-invocation:#2]";
            run(Trial.in(folder, Outcomes.class).select(failed(Outcomes.class, id)));
            assertThat(trial.outcomes()).containsOnlyKeys("Outcomes#parameterized(int)[2]");
        }

        @Test
        void by_unique_id_leaves_out_what_has_gone_since() {
            String type = "[engine:junit-jupiter]/[class:" + Outcomes.class.getName() + "]";
            run(Trial.in(folder, Outcomes.class)
                    .select(failed(Outcomes.class, type + "/[method:renamed()]", type + "/[method:fails()]")));
            assertThat(trial.outcomes()).containsOnlyKeys("Outcomes#fails");
            assertThat(trial.all(RunEvent.ContainerFailed.class)).isEmpty();
        }

        @Test
        void by_unique_ids_that_have_all_gone_runs_nothing_and_fails_nothing() {
            String type = "[engine:junit-jupiter]/[class:" + Outcomes.class.getName() + "]";
            run(Trial.in(folder, Outcomes.class).select(failed(Outcomes.class, type + "/[method:renamed()]")));
            assertThat(trial.events).noneMatch(event -> event instanceof RunEvent.ContainerFailed);
            assertThat(trial.outcomes()).isEmpty();
        }

        @Test
        void by_the_id_of_a_class_that_failed_before_any_engine_found_it_runs_all_of_it() {
            run(Trial.in(folder, Outcomes.class)
                    .select(failed(Outcomes.class, "[class:" + Outcomes.class.getName() + "]")));
            assertThat(trial.outcomes()).hasSize(13);
        }

        @Test
        void by_unique_id_of_junit_4() {
            String name = Settings.Old.class.getName();
            run(Trial.in(folder, Settings.Old.class)
                    .select(failed(
                            Settings.Old.class,
                            "[engine:junit-vintage]/[runner:" + name + "]/[test:fails(" + name + ")]")));
            assertThat(trial.outcomes()).containsOnlyKeys("Settings$Old#fails");
        }

        @Test
        void by_unique_id_of_an_engine_that_names_its_classes_in_its_own_way() throws IOException {
            Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
            Files.writeString(services.resolve("org.junit.platform.engine.TestEngine"), Stories.Engine.class.getName());
            run(Trial.in(folder, Stories.Login.class)
                    .alsoOnClasspath(folder.resolve("classes"))
                    .select(failed(Stories.Login.class, "[engine:stories]/[story:Login]/[chapter:two]")));
            assertThat(trial.outcomes()).containsOnlyKeys("Stories$Login#two");
        }

        @Test
        void by_unique_id_takes_no_class_of_another_suite() {
            String id = "[engine:junit-jupiter]/[class:" + Sharing.Quick.class.getName() + "]/[method:passes()]";
            run(Trial.in(folder, Sharing.Quick.class)
                    .suite("other", Sharing.Quick.class)
                    .select(failed("other", Sharing.Quick.class, id)));
            assertThat(trial.all(RunEvent.TestFinished.class))
                    .extracting(event -> event.test().suite())
                    .containsExactly("other");
        }

        private static Selection failed(Class<?> type, String... ids) {
            return failed("fixtures", type, ids);
        }

        private static Selection failed(String suite, Class<?> type, String... ids) {
            List<LastFailure> failures = Stream.of(ids)
                    .map(id -> new LastFailure(suite, type.getName(), id))
                    .toList();
            return new Selection(List.of(), List.of(), List.of(), "", failures, Duration.ZERO);
        }

        @Test
        void of_nothing_is_an_error_and_not_a_pass() {
            Trial nothing = Trial.in(folder, Outcomes.class)
                    .select(new Selection(List.of("**/Nowhere*"), List.of(), List.of(), "", List.of(), Duration.ZERO));
            assertThatThrownBy(nothing::execute)
                    .isInstanceOf(DiagnosisException.class)
                    .hasMessageContaining("ASSAY-RUN-003: nothing to run.")
                    .hasMessageContaining("include **/Nowhere*");
        }

        @Test
        void of_nothing_names_each_filter() {
            Selection selection = new Selection(
                    List.of("**/Nowhere*"),
                    List.of("**/Slow*"),
                    List.of("Cart#adds"),
                    "quick",
                    List.of(new LastFailure("fixtures", "shop.Cart", "[engine:e]/[class:shop.Cart]")),
                    Duration.ofMillis(1500));
            Trial nothing = Trial.in(folder, Outcomes.class).select(selection);
            assertThatThrownBy(nothing::execute)
                    .hasMessageContaining("fixtures (include " + Outcomes.class.getName() + ")")
                    .hasMessageContaining("include **/Nowhere*, exclude **/Slow*, test Cart#adds, tags quick,"
                            + " failed before (1), faster than 1500 ms");
        }
    }

    @Nested
    class AWorkerThatDies {
        @ParameterizedTest
        @ValueSource(classes = {Deaths.Exit.class, Deaths.Halt.class, Deaths.Memory.class})
        void loses_the_running_test_alone(Class<?> type) {
            run(Trial.in(folder, type).jvmArg("-Xmx64m"));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.LOST, Outcome.PASSED);
        }

        @Test
        @EnabledOnOs(
                value = {OS.LINUX, OS.MAC},
                disabledReason = "uses the kill command")
        void by_kill_9_loses_the_running_test_alone_and_says_so() {
            run(Trial.in(folder, Deaths.Killed.class));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.LOST, Outcome.PASSED);
            assertThat(trial.test("Deaths$Killed#b_killed").reason()).contains("killed by signal 9");
        }

        @Test
        @EnabledOnOs(
                value = {OS.LINUX, OS.MAC},
                disabledReason = "tells a signal by the exit code")
        void by_a_native_crash_loses_the_running_test_alone_and_says_so() {
            run(Trial.in(folder, Deaths.Native.class));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.LOST, Outcome.PASSED);
            assertThat(trial.test("Deaths$Native#b_crashes").reason())
                    .isEqualTo("killed by signal 6 (abort: the JVM or native code crashed)");
            assertThat(trial.output("Deaths$Native#b_crashes")).contains("about to crash", "SIGSEGV");
        }

        @Test
        void by_exit_names_who_called_it_and_keeps_its_last_words() {
            run(Trial.in(folder, Deaths.Exit.class));
            assertThat(trial.test("Deaths$Exit#b_exits").reason())
                    .startsWith("System.exit was called at dev.assay.run.fixture.Deaths$Exit.b_exits(Deaths.java:")
                    .endsWith("(exit code 3)");
            assertThat(trial.output("Deaths$Exit#b_exits")).isEqualTo("last words\n");
        }

        @Test
        void by_halt_has_lost_nothing_that_it_had_written() {
            run(Trial.in(folder, Deaths.Halt.class));
            assertThat(trial.output("Deaths$Halt#b_halts")).isEqualTo("about to halt\n");
        }

        @Test
        void in_one_invocation_of_a_template_still_runs_the_others() {
            run(Trial.in(folder, Deaths.Invocation.class));
            assertThat(trial.outcomes())
                    .containsOnly(
                            entry("Deaths$Invocation#template(int)[1]", Outcome.PASSED),
                            entry("Deaths$Invocation#template(int)[2]", Outcome.PASSED),
                            entry("Deaths$Invocation#template(int)[3]", Outcome.LOST),
                            entry("Deaths$Invocation#template(int)[4]", Outcome.PASSED),
                            entry("Deaths$Invocation#template(int)[5]", Outcome.PASSED),
                            entry("Deaths$Invocation#other", Outcome.PASSED));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, 1})
        void in_one_invocation_of_a_class_still_runs_its_other_methods_and_invocations(int retries) {
            run(Trial.in(folder, Deaths.ClassInvocation.class).retries(retries));
            Map<String, Outcome> expected = new TreeMap<>();
            for (int i = 1; i <= 3; i++) {
                String invocation = "[" + i + "]";
                expected.put("Deaths$ClassInvocation#a_before()" + invocation, Outcome.PASSED);
                for (int j = 1; j <= 3; j++) {
                    expected.put(
                            "Deaths$ClassInvocation#b_template(String)" + invocation + "[" + j + "]", Outcome.PASSED);
                }
                expected.put("Deaths$ClassInvocation#c_after()" + invocation, Outcome.PASSED);
                expected.put("Deaths$ClassInvocation#d_template(String)" + invocation + "[1]", Outcome.PASSED);
                expected.put("Deaths$ClassInvocation#d_template(String)" + invocation + "[2]", Outcome.PASSED);
                expected.put("Deaths$ClassInvocation$Inside#e_nested()" + invocation, Outcome.PASSED);
            }
            expected.put("Deaths$ClassInvocation#b_template(String)[2][2]", Outcome.LOST);
            assertThat(trial.outcomes()).containsExactlyInAnyOrderEntriesOf(expected);
            assertThat(end.discovered()).isEqualTo(3 * 8);
            assertThat(trial.all(RunEvent.TestFinished.class))
                    .filteredOn(RunEvent.TestFinished::last)
                    .hasSize(3 * 8);
        }

        @Test
        void whenever_an_invocation_of_a_class_begins_fails_the_class_and_says_that_the_rest_did_not_run() {
            run(Trial.in(folder, Deaths.InClassInvocation.class));
            assertThat(trial.outcomes())
                    .containsOnly(
                            entry("Deaths$InClassInvocation#one()[1]", Outcome.PASSED),
                            entry(
                                    "Deaths$InClassInvocation#" + Deaths.InClassInvocation.class.getName(),
                                    Outcome.NOT_RUN));
            assertThat(trial.all(RunEvent.ContainerFailed.class)).hasSize(1);
        }

        @Test
        void in_a_before_all_fails_the_class_and_runs_none_of_it() {
            run(Trial.in(folder, Deaths.InBeforeAll.class));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.NOT_RUN, Outcome.NOT_RUN);
            assertThat(trial.all(RunEvent.ContainerFailed.class)).hasSize(1);
        }

        @Test
        void in_an_after_all_fails_the_class_and_keeps_its_outcomes() {
            run(Trial.in(folder, Deaths.InAfterAll.class));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED);
            assertThat(trial.all(RunEvent.ContainerFailed.class)).hasSize(1);
        }

        @Test
        void because_of_its_arguments_breaks_the_run_and_says_why() {
            Trial bad = Trial.in(folder, Outcomes.class).jvmArg("-XX:NoSuchFlag=1");
            RunEvent.RunFinished finished = bad.execute();
            assertThat(finished.end()).isEqualTo(End.BROKEN);
            assertThat(finished.reason()).startsWith("ASSAY-RUN-004");
            assertThat(bad.all(RunEvent.Notice.class))
                    .anySatisfy(notice -> assertThat(notice.text()).contains("NoSuchFlag"));
            assertThat(bad.all(RunEvent.ClassNotRun.class)).hasSize(1);
        }
    }

    @Test
    void a_stack_overflow_is_a_failure_like_others() {
        run(Trial.in(folder, Deaths.Stack.class));
        assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.PASSED);
    }

    @Nested
    class ATimeOut {
        @Test
        void ends_a_hanging_test_with_a_thread_dump_and_runs_the_rest() {
            run(Trial.in(folder, Troubles.Hang.class).timeout(Duration.ofSeconds(3)));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.FAILED, Outcome.PASSED);
            assertThat(trial.failure("Troubles$Hang#b_hangs").message())
                    .isEqualTo("still running after 3 s; ended by the test time-out");
            assertThat(trial.failure("Troubles$Hang#b_hangs").stackTrace())
                    .contains("Troubles$Hang.b_hangs")
                    .contains("CountDownLatch.await");
        }

        @Test
        void ends_a_hanging_fixture() {
            run(Trial.in(folder, Troubles.HangInBeforeAll.class).timeout(Duration.ofSeconds(3)));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.NOT_RUN);
            assertThat(trial.all(RunEvent.ContainerFailed.class)
                            .get(0)
                            .failure()
                            .stackTrace())
                    .contains("HangInBeforeAll.hangs");
        }
    }

    @Test
    void a_class_whose_static_initializer_fails_fails_its_tests() {
        run(Trial.in(folder, Troubles.BadInitializer.class));
        assertThat(trial.outcomes().values()).containsExactly(Outcome.FAILED, Outcome.FAILED);
    }

    @ParameterizedTest
    @ValueSource(classes = {Troubles.WithoutItsParent.class, Troubles.WithoutItsParameter.class})
    void a_class_that_cannot_be_loaded_fails_and_the_others_run(Class<?> type) {
        run(Trial.in(folder, type, Outcomes.class).without("assertj-core"));
        assertThat(trial.outcomes()).hasSize(13).containsEntry("Outcomes#passes", Outcome.PASSED);
        assertThat(trial.all(RunEvent.ContainerFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.container().className()).isEqualTo(type.getName());
            assertThat(failed.failure().stackTrace())
                    .contains("java.lang.NoClassDefFoundError: org/assertj/core/api/Condition");
        });
    }

    @Test
    void a_failing_before_all_is_a_failure_of_its_class_and_its_tests_are_not_run() {
        run(Trial.in(folder, Troubles.BadBeforeAll.class));
        assertThat(trial.outcomes())
                .containsOnly(
                        entry("Troubles$BadBeforeAll#one", Outcome.NOT_RUN),
                        entry("Troubles$BadBeforeAll#template(int)", Outcome.NOT_RUN));
        assertThat(trial.test("Troubles$BadBeforeAll#one").reason()).isEqualTo("Troubles$BadBeforeAll failed");
        assertThat(trial.all(RunEvent.ContainerFailed.class)).singleElement().satisfies(failed -> {
            assertThat(failed.failure().message()).isEqualTo("no fixture today");
            assertThat(failed.last()).isTrue();
        });
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "ports are found in /proc")
    void what_a_class_leaves_behind_is_named() {
        run(Trial.in(folder, Troubles.Litter.class));
        List<Leftover> leftovers = trial.all(RunEvent.PartFinished.class).get(0).leftovers();
        assertThat(leftovers)
                .extracting(Leftover::kind)
                .contains(
                        Leftover.Kind.LOCALE,
                        Leftover.Kind.TIME_ZONE,
                        Leftover.Kind.SYSTEM_PROPERTY,
                        Leftover.Kind.STANDARD_STREAM,
                        Leftover.Kind.THREAD,
                        Leftover.Kind.PROCESS,
                        Leftover.Kind.PORT,
                        Leftover.Kind.FILE);
        assertThat(leftovers)
                .filteredOn(left -> left.kind() == Leftover.Kind.THREAD)
                .allSatisfy(left -> assertThat(left.stack()).contains("\tat "));
        assertThat(leftovers)
                .filteredOn(left -> left.kind() == Leftover.Kind.FILE)
                .singleElement()
                .satisfies(left -> assertThat(left.name()).endsWith("left-open.txt"));
    }

    @Test
    void what_tests_did_with_databases_and_fixtures_is_told_where_it_is_understood() {
        run(Trial.in(folder, Troubles.Published.class));
        assertThat(trial.outcomes().values()).containsOnly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.DatabaseUsed.class)).singleElement().satisfies(used -> {
            assertThat(used.test().name()).isEqualTo("uses_a_database(TestReporter)");
            assertThat(used.use())
                    .isEqualTo(new DatabaseUse(
                            "SANDBOX", 0, DatabaseUse.Effect.WRITE, 12, 3, 0, 0, 4_000_000, 2, 0, 0, 0, 0, 1, 0));
        });
        assertThat(trial.all(RunEvent.FixtureOpened.class)).singleElement().satisfies(opened -> {
            assertThat(opened.name()).isEqualTo("search");
            assertThat(opened.nanos()).isEqualTo(1_500_000);
        });
        assertThat(trial.all(RunEvent.PartFinished.class).get(0).leftovers())
                .containsExactly(new Leftover(
                        Leftover.Kind.CONNECTION,
                        "connection of uses_a_database(TestReporter)",
                        "taken at uses_a_database (Published.java:7)"));
    }

    @Test
    void what_stays_in_the_heap_is_told_behind_a_class_in_which_all_of_it_was_collected() {
        run(Trial.in(folder, Troubles.Hoarder.class).jvmArg("-Xmx200m"));
        assertThat(trial.outcomes().values()).containsOnly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.HeapKept.class)).singleElement().satisfies(kept -> {
            assertThat(kept.bytes()).isGreaterThan(20L << 20).isLessThan(60L << 20);
            assertThat(kept.most()).isLessThanOrEqualTo(200L << 20);
        });
    }

    @Test
    void what_is_left_behind_is_narrowed_down_to_the_test_where_that_is_asked_for() {
        run(Trial.in(folder, Troubles.Untidy.class).leftoversByTest());
        assertThat(trial.outcomes().values()).containsOnly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.PartFinished.class).get(0).leftovers())
                .extracting(left -> left.name() + ": " + left.detail())
                .satisfiesExactlyInAnyOrder(
                        left -> assertThat(left)
                                .startsWith("default locale: first seen outside its tests, in a fixture of the class; ")
                                .endsWith(" -> zh_CN"),
                        left -> assertThat(left)
                                .isEqualTo("untidy.fixture: first seen outside its tests, "
                                        + "in a fixture of the class; (not set) -> left"),
                        left -> assertThat(left)
                                .isEqualTo("untidy: first seen after b_leaves_a_thread_and_a_property; "
                                        + "(not set) -> left"),
                        left -> assertThat(left)
                                .isEqualTo("untidy.later: first seen after "
                                        + "Inside.d_changes_what_another_had_changed; (not set) -> last"),
                        left -> assertThat(left)
                                .startsWith("left-by-b: first seen after b_leaves_a_thread_and_a_property; at "));
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "sets a limit with prlimit")
    void a_class_that_holds_all_file_descriptors_has_its_outcome_all_the_same() {
        run(Trial.in(folder, Troubles.Greedy.class));
        assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.PartFinished.class)).hasSize(1);
        assertThat(trial.all(RunEvent.ContainerFailed.class)).isEmpty();
    }

    @Test
    void output_belongs_to_its_test_whole_and_as_written() {
        run(Trial.in(folder, Troubles.Shouts.class));
        assertThat(trial.output("Troubles$Shouts#writes_much")).hasSize(20_020_000);
        assertThat(trial.output("Troubles$Shouts#writes_from_another_thread")).isEqualTo("from a thread\n");
        String id = trial.test("Troubles$Shouts#writes_what_is_no_text").test().uniqueId();
        assertThat(trial.all(RunEvent.Output.class).stream().filter(output -> id.equals(output.testId())))
                .singleElement()
                .satisfies(output -> assertThat(output.bytes()).containsExactly(0xC3, 0x28, 0, 0xFF));
    }

    @Nested
    class ARetry {
        @Test
        void happens_in_a_fresh_jvm_and_a_pass_is_flaky() {
            run(Trial.in(folder, Troubles.Flaky.class).retries(2));
            assertThat(trial.test("Troubles$Flaky#passes_the_second_time").flaky())
                    .isTrue();
            assertThat(trial.test("Troubles$Flaky#passes_the_second_time").attempt())
                    .isEqualTo(2);
            assertThat(trial.test("Troubles$Flaky#always_fails").outcome()).isEqualTo(Outcome.FAILED);
            assertThat(trial.test("Troubles$Flaky#always_fails").attempt()).isEqualTo(3);
        }

        @Test
        void of_a_class_whose_before_all_failed_runs_all_its_tests() {
            run(Trial.in(folder, Troubles.FlakyBeforeAll.class).retries(1));
            assertThat(trial.outcomes())
                    .containsOnly(
                            entry("Troubles$FlakyBeforeAll#one", Outcome.PASSED),
                            entry("Troubles$FlakyBeforeAll#template(int)[1]", Outcome.PASSED),
                            entry("Troubles$FlakyBeforeAll#template(int)[2]", Outcome.PASSED));
            assertThat(trial.all(RunEvent.ContainerFailed.class))
                    .singleElement()
                    .satisfies(failed -> assertThat(failed.last()).isFalse());
        }

        @Test
        void does_not_hide_an_after_all_that_failed_where_no_test_did() {
            run(Trial.in(folder, Troubles.BadAfterAll.class).retries(2));
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED);
            assertThat(trial.all(RunEvent.ContainerFailed.class))
                    .extracting(RunEvent.ContainerFailed::last)
                    .containsExactly(false, true);
        }

        @Test
        void of_very_many_tests_is_bounded_and_each_has_its_outcome() {
            run(Trial.in(folder, Troubles.FailsOften.class).retries(1));
            assertThat(trial.outcomes()).hasSize(1_003);
            assertThat(trial.all(RunEvent.TestFinished.class))
                    .filteredOn(finished -> finished.attempt() == 2)
                    .hasSize(1_000);
            assertThat(trial.all(RunEvent.Notice.class))
                    .extracting(RunEvent.Notice::text)
                    .singleElement()
                    .asString()
                    .startsWith("too much failed in " + Troubles.FailsOften.class.getName());
        }

        @Test
        void of_a_lost_test_is_a_retry_like_others() {
            run(Trial.in(folder, Deaths.Halt.class).retries(1));
            assertThat(trial.test("Deaths$Halt#b_halts").outcome()).isEqualTo(Outcome.LOST);
            assertThat(trial.test("Deaths$Halt#b_halts").attempt()).isEqualTo(2);
        }
    }

    @Nested
    class Stopping {
        @Test
        void at_the_first_failure_leaves_the_rest_not_run() {
            run(Trial.in(folder, Deaths.Stack.class, Outcomes.class, Troubles.Hang.class)
                    .failFast()
                    .timeout(Duration.ofSeconds(20)));
            assertThat(end.end()).isEqualTo(End.STOPPED);
            assertThat(trial.all(RunEvent.ClassNotRun.class)).isNotEmpty();
        }

        @Test
        void by_interrupt_ends_the_workers_and_tells_what_was_not_run() {
            Trial hanging = Trial.in(folder, Troubles.Hang.class);
            hanging.watch(event -> {
                if (event instanceof RunEvent.TestStarted started
                        && started.test().name().equals("b_hangs")) {
                    hanging.interrupt();
                }
            });
            run(hanging);
            assertThat(end.end()).isEqualTo(End.INTERRUPTED);
            assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.NOT_RUN, Outcome.NOT_RUN);
        }
    }

    @Test
    void classes_that_must_not_share_a_jvm_get_one_each() {
        run(Trial.in(folder, Deaths.Stack.class, Troubles.BadInitializer.class, Outcomes.class)
                .freshJvmForEachClass());
        assertThat(trial.all(RunEvent.PartStarted.class))
                .extracting(RunEvent.PartStarted::worker)
                .doesNotHaveDuplicates()
                .hasSize(3);
    }

    @Test
    void two_workers_share_the_classes() {
        run(Trial.in(folder, Deaths.Stack.class, Troubles.BadInitializer.class, Outcomes.class, Troubles.Shouts.class)
                .workers(2));
        assertThat(trial.all(RunEvent.WorkerStarted.class)).hasSize(2);
        assertThat(trial.outcomes()).hasSize(13 + 3 + 2 + 3);
        assertThat(Map.copyOf(trial.outcomes())).containsEntry("Outcomes#passes", Outcome.PASSED);
    }
}
