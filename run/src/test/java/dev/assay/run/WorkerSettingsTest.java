package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.run.fixture.Settings;
import dev.assay.run.fixture.Sharing;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WorkerSettingsTest {
    @TempDir
    Path folder;

    private static List<String> notices(Trial trial) {
        return trial.all(RunEvent.Notice.class).stream()
                .map(RunEvent.Notice::text)
                .toList();
    }

    @Test
    void properties_variables_arguments_and_the_folder_arrive_and_switched_off_parallelism_is_said() {
        Trial trial = Trial.in(folder, Settings.Tells.class)
                .jvmArg("-Dfixture.argument=a \"b\" \\c ${surefire.forkNumber}")
                .systemProperty("fixture.property", "p${surefire.threadNumber}")
                .systemProperty("junit.jupiter.execution.parallel.enabled", "true");
        trial.execute();
        assertThat(trial.output("Settings$Tells#its_settings").lines())
                .containsExactly(
                        "fork 1",
                        "argument a \"b\" \\c 1",
                        "property p1",
                        "variable set",
                        "folder " + folder.getFileName());
        assertThat(notices(trial))
                .singleElement()
                .asString()
                .startsWith("junit.jupiter.execution.parallel.enabled is switched off in workers");
    }

    @Test
    void a_worker_is_told_which_run_it_belongs_to_by_a_file_that_goes_with_the_run() {
        Trial trial = Trial.in(folder, Settings.TellsItsRun.class);
        trial.execute();
        List<String> told = trial.output("Settings$TellsItsRun#by_the_file_that_is_there_as_long")
                .lines()
                .toList();
        assertThat(told.get(0))
                .startsWith("run ")
                .endsWith(" of " + ProcessHandle.current().pid() + " in "
                        + Path.of("").toAbsolutePath());
        assertThat(Path.of(told.get(1).substring("file ".length())))
                .isAbsolute()
                .doesNotExist();
    }

    @Test
    void a_class_that_looks_like_a_test_and_that_no_engine_runs_is_named() {
        Trial trial = Trial.in(folder, Settings.hidden(), Sharing.Quick.class);
        trial.execute();
        assertThat(notices(trial))
                .anySatisfy(text -> assertThat(text)
                        .isEqualTo(Settings.hidden().getName()
                                + " looks like a test, and no engine on the suite's classpath found one in it"));
        assertThat(trial.outcomes()).containsOnlyKeys("Sharing$Quick#passes");
    }

    @Test
    void suites_with_different_arguments_run_in_different_workers() {
        Trial trial = Trial.in(folder, Settings.Tells.class).suite("other", Settings.TellsToo.class);
        trial.execute();
        assertThat(trial.output("Settings$TellsToo#its_suite")).isEqualTo("suite other\n");
        assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.PASSED);
        assertThat(trial.all(RunEvent.PartStarted.class))
                .extracting(RunEvent.PartStarted::worker)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_class_of_junit_4_runs_on_vintage() {
        Trial trial = Trial.in(folder, Settings.Old.class);
        trial.execute();
        assertThat(trial.outcomes())
                .containsEntry("Settings$Old#passes", Outcome.PASSED)
                .containsEntry("Settings$Old#fails", Outcome.FAILED)
                .hasSize(2);
    }

    @Test
    void a_classpath_without_a_launcher_breaks_the_run_and_blames_no_class() {
        Trial trial = Trial.in(folder, Sharing.Quick.class).without("junit-platform-launcher");
        RunEvent.RunFinished end = trial.execute();
        assertThat(end.end()).isEqualTo(End.BROKEN);
        assertThat(end.reason()).startsWith("ASSAY-RUN-004");
        assertThat(notices(trial)).anySatisfy(text -> assertThat(text).contains("NoClassDefFoundError"));
        assertThat(trial.outcomes()).isEmpty();
        assertThat(trial.all(RunEvent.ClassNotRun.class)).hasSize(1);
    }

    @Test
    void a_classpath_without_any_engine_breaks_the_run_and_says_so() {
        Trial trial = Trial.in(folder, Sharing.Quick.class).without("-engine-");
        RunEvent.RunFinished end = trial.execute();
        assertThat(end.reason()).startsWith("ASSAY-RUN-004");
        assertThat(notices(trial)).anySatisfy(text -> assertThat(text).contains("TestEngine"));
    }

    @Test
    void a_worker_that_is_killed_between_two_classes_takes_neither_with_it() {
        AtomicLong pid = new AtomicLong();
        AtomicBoolean killed = new AtomicBoolean();
        Trial trial = Trial.in(folder, Settings.Tells.class, Sharing.Quick.class)
                .watch(event -> {
                    if (event instanceof RunEvent.WorkerStarted started) {
                        pid.set(started.pid());
                    } else if (event instanceof RunEvent.ClassFinished && killed.compareAndSet(false, true)) {
                        ProcessHandle worker = ProcessHandle.of(pid.get()).orElseThrow();
                        worker.destroyForcibly();
                        worker.onExit().join();
                    }
                });
        trial.execute();
        assertThat(trial.outcomes().values()).containsExactly(Outcome.PASSED, Outcome.PASSED);
        assertThat(trial.all(RunEvent.ContainerFailed.class)).isEmpty();
        assertThat(trial.all(RunEvent.WorkerStarted.class)).hasSize(2);
    }

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("cannot write"),
                new NoClassDefFoundError("cannot write"),
                new StackOverflowError("cannot write"),
                new OutOfMemoryError("cannot write"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void a_reader_that_throws_is_reported_once_and_the_run_goes_on(Throwable failure) {
        Trial trial = Trial.in(folder, Settings.Tells.class, Sharing.Quick.class)
                .reader(event -> {
                    if (event instanceof RunEvent.TestStarted) {
                        throw raised(failure);
                    }
                });
        RunEvent.RunFinished end = trial.execute();
        assertThat(end.end()).isEqualTo(End.BROKEN);
        assertThat(end.reason()).contains("a reader of the run's events failed");
        assertThat(trial.outcomes()).hasSize(2);
        assertThat(notices(trial))
                .containsExactly("a reader of the run's events failed and reads no more: "
                        + failure.getClass().getName() + ": cannot write");
    }

    private static RuntimeException raised(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
