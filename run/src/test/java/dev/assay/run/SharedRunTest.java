package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import dev.assay.history.Costs;
import dev.assay.history.History;
import dev.assay.run.fixture.Locked;
import dev.assay.run.fixture.Sharing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SharedRunTest {
    @TempDir
    Path folder;

    private Trial run(Class<?>... classes) {
        Trial trial = Trial.in(folder, classes).workers(2);
        trial.execute();
        return trial;
    }

    @Test
    void classes_that_lock_one_resource_do_not_overlap() {
        Trial trial = run(Sharing.LockedOne.class, Sharing.LockedTwo.class);
        assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.PASSED);
        assertThat(trial.all(RunEvent.ClassTrait.class))
                .extracting(RunEvent.ClassTrait::className, RunEvent.ClassTrait::trait, RunEvent.ClassTrait::names)
                .containsExactlyInAnyOrder(
                        tuple(Sharing.LockedOne.class.getName(), RunEvent.ClassTrait.Trait.LOCKS, List.of("shop")),
                        tuple(Sharing.LockedTwo.class.getName(), RunEvent.ClassTrait.Trait.LOCKS, List.of("shop")));
    }

    @Test
    void a_lock_holds_wherever_it_is_declared() {
        Trial trial = run(
                Locked.ByMethod.class,
                Locked.ByInterface.class,
                Locked.Around.class,
                Locked.ByAnnotation.class,
                Locked.ByRepetition.class,
                Locked.ByProvider.class);
        assertThat(trial.outcomes().values()).hasSize(6).containsOnly(Outcome.PASSED);
    }

    @Test
    void a_class_that_must_wait_for_a_lock_starts_anew_and_leaves_its_worker_fresh() {
        Trial trial = Trial.in(folder, Sharing.PatientOne.class, Sharing.PatientTwo.class)
                .workers(2)
                .freshJvmForEachClass()
                .watch(event -> {
                    if (event instanceof RunEvent.PartFinished finished && finished.discovered() == 0) {
                        refused();
                    }
                });
        trial.execute();
        assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.PASSED);
        List<Integer> started = trial.all(RunEvent.PartStarted.class).stream()
                .map(RunEvent.PartStarted::part)
                .toList();
        assertThat(started).hasSize(3).doesNotHaveDuplicates();
        assertThat(trial.all(RunEvent.PartFinished.class))
                .extracting(RunEvent.PartFinished::part)
                .containsExactlyInAnyOrderElementsOf(started);
        assertThat(trial.all(RunEvent.WorkerStarted.class)).hasSize(2);
    }

    private void refused() {
        try {
            Files.createFile(folder.resolve("till.refused"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void an_isolated_class_overlaps_with_no_other() {
        assertThat(run(Sharing.Unlocked.class, Sharing.Lonely.class).outcomes().values())
                .containsExactly(Outcome.PASSED, Outcome.PASSED);
    }

    @Test
    void a_lock_of_what_each_jvm_has_for_itself_keeps_nobody_waiting() {
        assertThat(run(Sharing.LocalOne.class, Sharing.LocalTwo.class)
                        .outcomes()
                        .values())
                .containsExactly(Outcome.PASSED, Outcome.PASSED);
    }

    @Test
    void a_class_that_can_be_split_is_shared_with_an_idle_worker() {
        Trial trial = run(Sharing.Divisible.class, Sharing.Quick.class);
        assertThat(trial.all(RunEvent.PartStarted.class))
                .extracting(RunEvent.PartStarted::label)
                .contains("split");
        assertThat(trial.all(RunEvent.TestFinished.class))
                .extracting(finished -> finished.test().name())
                .containsExactlyInAnyOrder("a", "b", "c", "d", "e", "passes");
        assertThat(trial.outcomes().values()).containsOnly(Outcome.PASSED);
    }

    @Test
    void a_class_with_a_before_all_stays_whole() {
        Trial trial = run(Sharing.Whole.class, Sharing.Quick.class);
        assertThat(trial.outcomes().values()).hasSize(3).containsOnly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.PartStarted.class)).hasSize(2);
    }

    @Test
    void a_suites_dearest_class_waits_for_no_other_suites_cheap_ones() {
        Trial trial = Trial.in(folder, Sharing.Quick.class, Sharing.Cheap.class)
                .suite("later", Sharing.Dear.class)
                .workers(1)
                .order(RunOptions.Order.HISTORY)
                .costs(costs(Map.of(Sharing.Quick.class, 9, Sharing.Dear.class, 5, Sharing.Cheap.class, 1)));
        trial.execute();
        assertThat(trial.outcomes().values()).containsOnly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.PartStarted.class))
                .extracting(RunEvent.PartStarted::className)
                .containsExactly(
                        Sharing.Quick.class.getName(), Sharing.Dear.class.getName(), Sharing.Cheap.class.getName());
    }

    @Test
    @Timeout(60)
    void an_urgent_class_does_not_wait_for_a_suite_of_which_nothing_is_known() {
        Trial trial = Trial.in(folder, Sharing.Quick.class, Sharing.Cheap.class)
                .suite("later", Sharing.Dear.class)
                .suite("unknown", Sharing.Unknown.class)
                .workers(1)
                .order(RunOptions.Order.HISTORY)
                .costs(costs(Map.of(Sharing.Quick.class, 20, Sharing.Dear.class, 8, Sharing.Cheap.class, 1)));
        trial.execute();
        assertThat(trial.outcomes().values()).hasSize(4).containsOnly(Outcome.PASSED);
    }

    @Test
    void a_worker_whose_heap_stays_full_is_replaced() {
        Trial trial =
                Trial.in(folder, Sharing.Hoarder.class, Sharing.Quick.class).jvmArg("-Xmx64m");
        trial.execute();
        assertThat(trial.outcomes().values()).containsOnly(Outcome.PASSED);
        assertThat(trial.all(RunEvent.PartStarted.class))
                .extracting(RunEvent.PartStarted::worker)
                .containsExactly(1, 2);
    }

    @Test
    void a_class_may_have_more_tests_than_a_worker_can_buffer() {
        Trial trial = run(Sharing.Quick.class, Sharing.Wide.class);
        assertThat(trial.outcomes().values()).hasSize(6_001).containsOnly(Outcome.PASSED);
    }

    /** What history knows when classes have taken these seconds, with one test each. */
    private Costs costs(Map<Class<?>, Integer> seconds) {
        Path file = folder.resolve("history.db");
        try (History history = History.open(file, warning -> {})) {
            RunListener recorder = history.recorder("");
            recorder.on(new RunEvent.RunStarted(
                    0, "before", 0, "fixtures", "", "history", 2, "17", List.of("fixtures", "later")));
            seconds.forEach((type, cost) -> {
                for (String each : List.of("fixtures", "later")) {
                    TestRef test = new TestRef(each, type.getName(), type.getName(), "id", "t", "t()", List.of());
                    long nanos = cost * 1_000_000_000L;
                    recorder.on(new RunEvent.TestFinished(1, 1, test, Outcome.PASSED, nanos, 1, true, null, ""));
                    recorder.on(new RunEvent.ClassFinished(2, each, type.getName(), nanos, nanos));
                }
            });
            recorder.on(new RunEvent.RunFinished(3, 3, 3, 3, RunEvent.RunFinished.End.COMPLETE, ""));
        }
        try (History history = History.open(file, warning -> {})) {
            return history.costs();
        }
    }

    @Test
    void tests_that_history_knows_as_slow_are_left_out() throws IOException {
        Path file = folder.resolve("history.db");
        try (History history = History.open(file, warning -> {})) {
            Trial.in(folder, Sharing.Speeds.class).reader(history.recorder("")).execute();
        }
        assertThat(Files.deleteIfExists(folder.resolve("slow.ran"))).isTrue();
        assertThat(Files.deleteIfExists(folder.resolve("inside.ran"))).isTrue();

        try (History history = History.open(file, warning -> {})) {
            Trial fast = Trial.in(folder, Sharing.Speeds.class)
                    .costs(history.costs())
                    .select(new Selection(List.of(), List.of(), List.of(), "", List.of(), Duration.ofMillis(400)));
            RunEvent.RunFinished end = fast.execute();
            assertThat(fast.outcomes()).containsOnlyKeys("Sharing$Speeds#quick", "Sharing$Speeds$Inside#quick");
            assertThat(end.discovered()).isEqualTo(2);
            assertThat(end.end()).isEqualTo(RunEvent.RunFinished.End.COMPLETE);
        }
        assertThat(folder.resolve("slow.ran")).doesNotExist();
        assertThat(folder.resolve("inside.ran")).doesNotExist();
    }

    @Test
    void history_expects_no_number_of_tests_where_only_some_of_a_class_are_selected() throws IOException {
        Path file = folder.resolve("history.db");
        try (History history = History.open(file, warning -> {})) {
            Trial.in(folder, Sharing.Quick.class).reader(history.recorder("")).execute();
        }
        try (History history = History.open(file, warning -> {})) {
            assertThat(planned(history, List.of())).satisfies(all -> {
                assertThat(all.expectedTests()).isEqualTo(1);
                assertThat(all.expectedWallNanos()).isPositive();
            });
            assertThat(planned(history, List.of("Quick#passes"))).satisfies(some -> {
                assertThat(some.expectedTests()).isZero();
                assertThat(some.expectedWallNanos()).isZero();
            });
        }
    }

    private RunEvent.RunPlanned planned(History history, List<String> tests) {
        Trial trial = Trial.in(folder, Sharing.Quick.class)
                .costs(history.costs())
                .select(new Selection(List.of(), List.of(), tests, "", List.of(), Duration.ZERO));
        trial.execute();
        return trial.all(RunEvent.RunPlanned.class).get(0);
    }

    @Test
    void a_nested_class_can_be_selected_by_name() {
        Trial trial = Trial.in(folder, Sharing.Speeds.class, Sharing.Quick.class)
                .select(new Selection(List.of(), List.of(), List.of("Speeds$Inside#q*"), "", List.of(), Duration.ZERO));
        trial.execute();
        assertThat(trial.outcomes()).containsOnlyKeys("Sharing$Speeds$Inside#quick");
    }

    @Test
    void tags_hold_inside_a_class_that_runs_step_by_step() {
        Trial trial = Trial.in(folder, Sharing.Speeds.class)
                .select(new Selection(List.of(), List.of(), List.of(), "quick", List.of(), Duration.ZERO));
        trial.execute();
        assertThat(trial.outcomes()).containsOnlyKeys("Sharing$Speeds#quick", "Sharing$Speeds$Inside#quick");
        assertThat(folder.resolve("inside.ran")).doesNotExist();
    }
}
