package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Failure;
import dev.assay.event.Journal;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunEvent.RunFinished.End;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import dev.assay.history.History;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class PastCommandsTest {
    private static final Outcome GOOD = Outcome.PASSED;
    private static final Outcome BAD = Outcome.FAILED;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Nested
    class Compare {
        @Test
        void equal_runs_end_with_0() throws IOException {
            Path a = journal("a", 2, GOOD);
            Path b = journal("b", 1, GOOD);

            assertThat(run(new CompareCommand(), a, b)).isZero();
            assertThat(out.toString())
                    .contains("Equal: every test has the same outcome in both.", "B's wall time is 0.50 of A's.");
            assertThat(err.toString()).isEmpty();
        }

        @Test
        void differences_end_with_1_and_are_listed() throws IOException {
            Path a = journal("a", 1, GOOD, GOOD, BAD);
            Path b = journal("b", 1, GOOD, BAD);

            assertThat(run(new CompareCommand(), a, b)).isEqualTo(1);
            assertThat(out.toString().lines().map(line -> line.replaceAll(" +", " ")))
                    .contains(" 1 differ", " shop.CartTest#test1 passed -> failed")
                    .contains(" 1 are only in A", " shop.CartTest#test2 failed");
        }

        @Test
        void a_long_list_is_cut() throws IOException {
            Path a = journal("a", 1, GOOD, GOOD, GOOD);
            Path b = journal("b", 1, BAD, BAD, BAD);

            assertThat(run(new CompareCommand(), a, b, "--limit", "2")).isEqualTo(1);
            assertThat(out.toString())
                    .contains("and 1 more: --limit 0 shows all")
                    .doesNotContain("test2");
        }

        @Test
        void a_folder_that_does_not_exist_ends_with_2() {
            assertThat(run(new CompareCommand(), folder.resolve("none"), folder))
                    .isEqualTo(2);
            assertThat(err.toString()).startsWith("ASSAY-REP-010");
        }

        @Test
        void a_missing_argument_ends_with_2() {
            assertThat(run(new CompareCommand(), folder)).isEqualTo(2);
        }
    }

    @Nested
    class OfHistory {
        @Test
        void slowest_lists_the_dearest_first() {
            record("r1", GOOD, GOOD);

            assertThat(history(new SlowestCommand())).isZero();
            assertThat(out.toString()).isEqualTo("""
                      cost  tests  test
                    200 ms      1  CartTest#test1
                    100 ms      1  CartTest#test0
                    """.indent(2));
        }

        @Test
        void flaky_lists_what_contradicted_itself() {
            record("r1", GOOD, GOOD);
            record("r2", GOOD, BAD);
            record("r3", GOOD, GOOD);

            assertThat(history(new FlakyCommand())).isZero();
            assertThat(out.toString())
                    .contains("CartTest#test1")
                    .contains("PFP")
                    .doesNotContain("test0");
        }

        @Test
        void history_of_a_test_tells_its_cost_and_outcomes() {
            record("r1", GOOD, GOOD);
            record("r2", GOOD, BAD);

            assertThat(history(new HistoryCommand(), "CartTest#test1")).isZero();
            assertThat(out.toString())
                    .contains("shop.CartTest test1", "200 ms", "1 passed, 1 failed", "1 flips", "run r2", "PF");
        }

        @Test
        void history_without_a_test_lists_the_last_runs_and_the_worst_tests() {
            record("r1", GOOD, GOOD);
            record("r2", GOOD, BAD);

            assertThat(history(new HistoryCommand())).isZero();
            assertThat(out.toString()).contains("complete", "shop", "CartTest#test1");
        }

        @Test
        void a_name_that_nothing_matches_names_the_near_ones_and_ends_with_2() {
            record("r1", GOOD, GOOD);

            assertThat(history(new HistoryCommand(), "CartTets#test0")).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("ASSAY-HIST-008: history knows no such test.")
                    .contains("To fix:  assay history 'CartTest#test0'");
        }

        @Test
        void a_history_that_does_not_exist_ends_with_2_and_is_not_created() {
            assertThat(history(new SlowestCommand())).isEqualTo(2);
            assertThat(err.toString()).startsWith("ASSAY-HIST-009");
            assertThat(file()).doesNotExist();
        }

        @Test
        void a_limit_below_1_ends_with_2() {
            record("r1", GOOD);

            assertThat(history(new SlowestCommand(), "--limit", "0")).isEqualTo(2);
            assertThat(err.toString()).contains("--limit must be 1 or more");
        }

        @Test
        void colours_are_used_where_they_are_wanted() {
            record("r1", GOOD, GOOD);
            record("r2", GOOD, BAD);

            assertThat(execute(new FlakyCommand(), Ansi.ON, "--history", file().toString()))
                    .isZero();
            assertThat(out.toString()).contains("\u001b[31mF\u001b[0m");
        }
    }

    @Nested
    class TheFile {
        private final HistoryOptions options = new HistoryOptions();

        @Test
        void is_the_projects_where_nothing_is_said() {
            assertThat(options.file(folder)).isEqualTo(folder.resolve(".assay/history.db"));
        }

        @Test
        void is_the_one_of_the_assay_toml_above() throws IOException {
            Files.createDirectory(folder.resolve(".git"));
            Files.writeString(folder.resolve("assay.toml"), "history = 'cache/past.db'");
            Path module = Files.createDirectory(folder.resolve("core"));
            assertThat(options.file(module)).isEqualTo(folder.resolve("cache/past.db"));
        }

        @Test
        void is_the_one_of_the_profile_in_use() throws IOException {
            Files.writeString(folder.resolve("assay.toml"), "profile = 'mine'\n[profiles.mine]\nhistory = 'mine.db'");
            assertThat(options.file(folder)).isEqualTo(folder.resolve("mine.db"));
        }

        @Test
        void is_the_one_that_the_command_line_names() throws IOException {
            Files.writeString(folder.resolve("assay.toml"), "history = 'past.db'");
            new CommandLine(options).parseArgs("--history", "other.db");
            assertThat(options.file(folder)).isEqualTo(folder.resolve("other.db"));
        }
    }

    @Nested
    class Merge {
        @Test
        void adds_the_runs_of_other_files_once() throws IOException {
            record("r1", GOOD);
            Path other = folder.resolve("other.db");
            Files.move(file(), other);
            record("r2", BAD);

            assertThat(history(new HistoryCommand(), "merge", other.toString())).isZero();
            assertThat(history(new HistoryCommand(), "merge", other.toString())).isZero();

            assertThat(out.toString()).contains("1 runs added", "0 runs added");
            try (History merged = History.open(file(), warning -> {})) {
                assertThat(merged.trend(9)).hasSize(2);
            }
        }

        @Test
        void a_file_that_does_not_exist_ends_with_2() {
            assertThat(history(
                            new HistoryCommand(),
                            "merge",
                            folder.resolve("none.db").toString()))
                    .isEqualTo(2);
            assertThat(err.toString()).startsWith("ASSAY-HIST-005");
        }
    }

    private Path file() {
        return folder.resolve("history.db");
    }

    private void record(String id, Outcome... outcomes) {
        try (History history = History.open(file(), warning -> {})) {
            tell(history.recorder("c1"), id, 1, outcomes);
        }
    }

    private Path journal(String name, int seconds, Outcome... outcomes) throws IOException {
        Path run = Files.createDirectory(folder.resolve(name));
        try (Journal journal = Journal.create(run.resolve("events.bin"))) {
            tell(journal, name, seconds, outcomes);
        }
        return run;
    }

    private static void tell(RunListener listener, String id, int seconds, Outcome... outcomes) {
        String top = "shop.CartTest";
        int number = Integer.parseInt("0" + id.replaceAll("\\D", ""));
        listener.on(new RunEvent.RunStarted(
                0, id, number * 1000L, "shop", "assay test", "history", 2, "17", List.of("shop")));
        long wall = 0;
        for (int i = 0; i < outcomes.length; i++) {
            String name = "test" + i;
            String uniqueId = "[engine:junit-jupiter]/[class:" + top + "]/[method:" + name + "()]";
            TestRef ref = new TestRef("shop", top, top, uniqueId, name, name, List.of());
            Failure failure = outcomes[i].isBad() ? new Failure("X", "", "") : null;
            long nanos = Duration.ofMillis(100L * (i + 1)).toNanos();
            listener.on(new RunEvent.TestFinished(1, 1, ref, outcomes[i], nanos, 1, true, failure, ""));
            wall += nanos;
        }
        listener.on(new RunEvent.ClassFinished(2, "shop", top, wall, wall));
        listener.on(new RunEvent.RunFinished(
                3, Duration.ofSeconds(seconds).toNanos(), wall, outcomes.length, End.COMPLETE, ""));
    }

    private int history(Object command, String... more) {
        String[] args = new String[more.length + 2];
        System.arraycopy(more, 0, args, 0, more.length);
        args[more.length] = "--history";
        args[more.length + 1] = file().toString();
        return execute(command, Ansi.OFF, args);
    }

    private int run(Object command, Object... args) {
        String[] words = new String[args.length];
        for (int i = 0; i < args.length; i++) {
            words[i] = args[i].toString();
        }
        return execute(command, Ansi.OFF, words);
    }

    private int execute(Object command, Ansi ansi, String... args) {
        return new CommandLine(command)
                .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(args);
    }
}
