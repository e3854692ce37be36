package dev.assay.report;

import static dev.assay.report.Script.test;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.event.Journal;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.report.page.PageHistory;
import dev.assay.report.terminal.Look;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
    @TempDir
    Path temp;

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    private static PageHistory noHistory() {
        return PageHistory.NONE;
    }

    private RunFolder folder() {
        return RunFolder.below(temp.resolve("assay"), Instant.EPOCH, new Random(1));
    }

    private Reports open(RunFolder folder, Supplier<PageHistory> history) {
        PrintStream out = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        return Reports.open(new ReportSettings(folder, out, new Look(false, false, true, 120), List.of(), history, 10));
    }

    private Reports run(RunFolder folder, Supplier<PageHistory> history, Consumer<Script> run) {
        Reports reports = open(folder, history);
        try (reports) {
            run.accept(new Script(reports).begin());
        }
        return reports;
    }

    private static void oneOfEach(Script script) {
        script.plan(1, 0, 0).worker(1).part(1, 1, "a.CartTest");
        script.print(1, test("a.CartTest", "adds"), "hello\n").pass(1, test("a.CartTest", "adds"));
        script.after(250).fail(1, test("a.CartTest", "drops"), Script.error("no cart"));
        script.end(1, test("a.CartTest", "off"), Outcome.SKIPPED, 1, true, null, "because");
        script.endPart(1, 1, "a.CartTest", 250)
                .endClass("a.CartTest")
                .after(750)
                .finish(3);
    }

    private String told() {
        return terminal.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_run_has_all_its_reports_in_its_folder_and_nothing_half_written() throws IOException {
        RunFolder folder = folder();
        Reports reports = run(folder, ReportsTest::noHistory, ReportsTest::oneOfEach);

        assertThat(reports.problems()).isEmpty();
        assertThat(files(folder.path()))
                .containsExactly(
                        "events.bin",
                        "index.html",
                        "open-test-report.xml",
                        "output/a.CartTest.txt",
                        "run.json",
                        "xml/TEST-a.CartTest.xml");
        assertThat(temp.resolve("assay/latest/index.html")).exists();
        assertThat(told()).contains("3 tests: 1 passed, 1 failed, 1 skipped");
        assertThat(told()).contains(folder.path().resolve("index.html").toUri().toString());
    }

    @Test
    void the_journal_tells_the_whole_run_again() throws IOException {
        RunFolder folder = folder();
        run(folder, ReportsTest::noHistory, ReportsTest::oneOfEach);

        List<RunEvent> events = new ArrayList<>();
        Journal.read(folder.path().resolve("events.bin"), events::add);
        assertThat(events).first().isInstanceOf(RunEvent.RunStarted.class);
        assertThat(events).last().isInstanceOf(RunEvent.RunFinished.class);
    }

    @Test
    void run_json_has_the_figures() throws IOException {
        RunFolder folder = folder();
        Reports reports = open(folder, ReportsTest::noHistory);
        oneOfEach(new Script(reports).begin());
        reports.overBudget(List.of(new OverBudget("profile fast", 10, 1_000_000_000)));
        reports.close();

        JsonNode json =
                new ObjectMapper().readTree(folder.path().resolve("run.json").toFile());
        assertThat(json.get("run").asText()).isEqualTo("20261120-141503-7f3a");
        assertThat(json.get("discovered").asInt()).isEqualTo(3);
        assertThat(json.get("passed").asInt()).isEqualTo(1);
        assertThat(json.get("failed").asInt()).isEqualTo(1);
        assertThat(json.get("skipped").asInt()).isEqualTo(1);
        assertThat(List.of("aborted", "lost", "not_run", "flaky"))
                .allSatisfy(
                        name -> assertThat(json.get(name).isIntegralNumber()).isTrue());
        assertThat(json.get("wall_ms").asLong()).isEqualTo(1000);
        assertThat(json.get("cpu_ms").asLong()).isEqualTo(1000);
        assertThat(json.get("cpu_utilisation").asDouble()).isEqualTo(0.5);
        assertThat(json.get("workers").asInt()).isEqualTo(1);
        assertThat(json.get("discovery_ms").asInt()).isEqualTo(20);
        assertThat(json.get("first_failure_ms").asInt()).isEqualTo(250);
        assertThat(json.get("end").asText()).isEqualTo("complete");
        assertThat(json.get("failures").get(0).get("message").asText()).isEqualTo("no cart");
        assertThat(json.get("over_budget").get(0).get("actual_ms").asInt()).isEqualTo(1000);
    }

    @Test
    void run_json_says_null_where_nothing_failed_and_unfinished_where_the_end_is_missing() throws IOException {
        RunFolder folder = folder();
        run(
                folder,
                ReportsTest::noHistory,
                script -> script.part(1, 1, "a.CartTest").pass(1, test("a.CartTest", "adds")));

        JsonNode json =
                new ObjectMapper().readTree(folder.path().resolve("run.json").toFile());
        assertThat(json.get("first_failure_ms").isNull()).isTrue();
        assertThat(json.get("end").asText()).isEqualTo("unfinished");
        assertThat(told()).contains("BROKEN");
    }

    @Test
    void a_full_disk_is_told_once_and_the_run_goes_on_to_its_summary() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(full).as("a device that is always full").exists();
        RunFolder folder = folder();
        Files.createSymbolicLink(folder.path().resolve("events.bin"), full);
        Files.createSymbolicLink(folder.path().resolve(".open-test-report.xml.part"), full);
        Files.createDirectory(folder.path().resolve("output"));
        Files.createSymbolicLink(folder.path().resolve("output/a.CartTest.txt"), full);

        Reports reports = run(folder, ReportsTest::noHistory, ReportsTest::oneOfEach);

        assertThat(reports.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("ASSAY-REP-002");
            assertThat(String.valueOf(problem.facts().get("report")).split(", ", -1))
                    .containsExactlyInAnyOrder("events.bin", "output", "open-test-report.xml");
        });
        assertThat(told().split(" warning  ", -1)).hasSize(2);
        assertThat(told()).contains("No space left on device").contains("3 tests: 1 passed, 1 failed, 1 skipped");
        assertThat(folder.path().resolve("xml/TEST-a.CartTest.xml")).exists();
        assertThat(folder.path().resolve("run.json")).exists();
    }

    @Test
    void a_page_that_cannot_be_written_leaves_the_other_reports_whole() {
        RunFolder folder = folder();
        Reports reports = run(
                folder,
                () -> {
                    throw new IllegalStateException("no template");
                },
                ReportsTest::oneOfEach);

        assertThat(reports.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.render()).isEqualTo("""
                ASSAY-REP-002: a report could not be written; the run goes on without it.
                  report   index.html
                  folder   %s
                  error    java.lang.IllegalStateException: no template
                  why      the tests matter more than their reports; what this terminal tells is complete
                  To fix:  free space, or make the folder writable, and run again
                  or       assay test --out DIR, on another disk""".formatted(folder.place())));
        assertThat(folder.path().resolve("run.json")).exists();
        assertThat(told()).contains("reports in " + folder.place()).contains("ASSAY-REP-002");
    }

    @Test
    void an_interrupted_run_writes_what_it_has() throws IOException {
        RunFolder folder = folder();
        run(folder, ReportsTest::noHistory, script -> {
            script.part(1, 1, "a.CartTest").pass(1, test("a.CartTest", "adds"));
            script.end(1, test("a.CartTest", "drops"), Outcome.NOT_RUN, 1, true, null, "interrupted");
            script.finish(2, RunEvent.RunFinished.End.INTERRUPTED, "stopped by the user");
        });

        assertThat(files(folder.path())).contains("xml/TEST-a.CartTest.xml", "run.json", "index.html");
        assertThat(told()).contains("INTERRUPTED  2 tests: 1 passed, 1 not run");
    }

    @Test
    void a_run_that_never_began_leaves_nothing_behind_and_says_nothing() {
        RunFolder folder = folder();
        open(folder, ReportsTest::noHistory).close();

        assertThat(folder.path()).doesNotExist();
        assertThat(temp.resolve("assay")).isEmptyDirectory();
        assertThat(told()).isEmpty();
    }

    @Test
    void closing_twice_tells_the_summary_once() {
        Reports reports = run(folder(), ReportsTest::noHistory, ReportsTest::oneOfEach);
        String once = told();
        reports.close();

        assertThat(told()).isEqualTo(once);
    }

    private static List<String> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
