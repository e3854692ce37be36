package dev.assay.report.xml;

import static dev.assay.report.Script.test;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import dev.assay.report.Counts;
import dev.assay.report.SampleRun;
import dev.assay.report.Script;
import dev.assay.report.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.maven.plugin.surefire.log.api.NullConsoleLogger;
import org.apache.maven.plugins.surefire.report.ReportTestSuite;
import org.apache.maven.plugins.surefire.report.SurefireReportParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

class SurefireXmlTest {
    /** The order in which Surefire's schema wants what is in a test case. */
    private static final List<String> ORDER = List.of(
            "failure",
            "rerunFailure",
            "flakyFailure",
            "skipped",
            "error",
            "rerunError",
            "flakyError",
            "system-out",
            "system-err");

    @TempDir
    Path folder;

    private Element written(String file, Consumer<Script> run) throws Exception {
        try (SurefireXml xml = new SurefireXml(folder)) {
            run.accept(new Script(xml).begin());
        }
        return parse(folder.resolve(file));
    }

    private Element cart(Consumer<Script> run) throws Exception {
        return written("xml/TEST-a.CartTest.xml", script -> {
            run.accept(script.part(1, 1, "a.CartTest"));
            script.endPart(1, 1, "a.CartTest", 1234).endClass("a.CartTest");
        });
    }

    private static Element parse(Path file) throws Exception {
        Element suite = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(file.toFile())
                .getDocumentElement();
        for (Element testcase : children(suite)) {
            assertThat(children(testcase))
                    .isSortedAccordingTo(
                            (a, b) -> Integer.compare(ORDER.indexOf(a.getTagName()), ORDER.indexOf(b.getTagName())));
        }
        return suite;
    }

    private static List<Element> children(Element parent) {
        List<Element> children = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                children.add(element);
            }
        }
        return children;
    }

    private static List<String> tags(Element parent) {
        return children(parent).stream().map(Element::getTagName).toList();
    }

    private static List<String> names(Element suite) {
        return children(suite).stream()
                .map(testcase -> testcase.getAttribute("classname") + "." + testcase.getAttribute("name"))
                .toList();
    }

    @Test
    void a_class_has_its_counts_in_front_and_its_tests_in_order() throws Exception {
        Element suite = cart(script -> {
            script.pass(1, test("a.CartTest", "adds"));
            script.fail(1, test("a.CartTest", "drops"), Script.assertion("a.CartTest", 3, "no <b> & \"c\""));
            script.fail(1, test("a.CartTest$Empty", "errs"), Script.error("boom"));
            script.end(1, test("a.CartTest", "off"), Outcome.SKIPPED, 1, true, null, "because");
            script.end(1, test("a.CartTest", "assumes"), Outcome.ABORTED, 1, true, Script.error("no db"), "");
        });

        assertThat(suite.getAttribute("name")).isEqualTo("a.CartTest");
        assertThat(suite.getAttribute("time")).isEqualTo("1.234");
        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("2");
        assertThat(suite.getAttribute("flakes")).isEqualTo("0");
        assertThat(names(suite))
                .containsExactly(
                        "a.CartTest.adds",
                        "a.CartTest.drops",
                        "a.CartTest$Empty.errs",
                        "a.CartTest.off",
                        "a.CartTest.assumes");
        List<Element> tests = children(suite);
        assertThat(tags(tests.get(0))).isEmpty();
        assertThat(tests.get(0).getAttribute("time")).isEqualTo("0.007");
        Element failure = children(tests.get(1)).get(0);
        assertThat(failure.getTagName()).isEqualTo("failure");
        assertThat(failure.getAttribute("message")).isEqualTo("no <b> & \"c\"");
        assertThat(failure.getAttribute("type")).isEqualTo("org.opentest4j.AssertionFailedError");
        assertThat(failure.getTextContent()).contains("at a.CartTest.fails(CartTest.java:3)");
        assertThat(tags(tests.get(2))).containsExactly("error");
        assertThat(children(tests.get(3)).get(0).getAttribute("message")).isEqualTo("because");
        assertThat(children(tests.get(4)).get(0).getAttribute("message")).isEqualTo("no db");
    }

    @Test
    void a_lost_test_is_an_error_and_one_that_was_not_run_is_skipped_with_the_reason() throws Exception {
        Element suite = cart(script -> {
            script.end(1, test("a.CartTest", "dies"), Outcome.LOST, 1, true, null, "its worker was killed");
            script.end(1, test("a.CartTest", "never"), Outcome.NOT_RUN, 1, true, null, "fail-fast");
        });

        Element error = children(children(suite).get(0)).get(0);
        assertThat(error.getTagName()).isEqualTo("error");
        assertThat(error.getAttribute("message")).isEqualTo("its worker was killed");
        assertThat(children(children(suite).get(1)).get(0).getAttribute("message"))
                .isEqualTo("not run: fail-fast");
    }

    @Test
    void a_flaky_test_passes_and_keeps_its_failed_attempts() throws Exception {
        TestRef flaky = test("a.CartTest", "flaky");
        Element suite = cart(script -> {
            script.print(1, flaky, "first try\n");
            script.end(1, flaky, Outcome.FAILED, 1, false, Script.error("one"), "");
            script.end(1, flaky, Outcome.FAILED, 2, false, Script.assertion("a.CartTest", 5, "two"), "");
            script.end(1, flaky, Outcome.PASSED, 3, true, null, "");
        });

        assertThat(suite.getAttribute("flakes")).isEqualTo("1");
        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(suite.getAttribute("tests")).isEqualTo("1");
        Element testcase = children(suite).get(0);
        assertThat(tags(testcase)).containsExactly("flakyFailure", "flakyError");
        Element error = children(testcase).get(1);
        assertThat(error.getAttribute("message")).isEqualTo("one");
        assertThat(tags(error)).containsExactly("stackTrace", "system-out");
        assertThat(children(error).get(1).getTextContent()).isEqualTo("first try\n");
    }

    @Test
    void a_test_that_fails_again_keeps_its_earlier_attempts_as_reruns() throws Exception {
        TestRef bad = test("a.CartTest", "bad");
        Element suite = cart(script -> {
            script.end(1, bad, Outcome.FAILED, 1, false, Script.assertion("a.CartTest", 5, "one"), "");
            script.end(1, bad, Outcome.FAILED, 2, false, Script.error("two"), "");
            script.end(1, bad, Outcome.FAILED, 3, true, Script.error("three"), "");
        });

        assertThat(tags(children(suite).get(0))).containsExactly("rerunFailure", "error", "rerunError");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("failures")).isEqualTo("0");
    }

    @Test
    void a_class_that_fails_before_its_tests_is_named_as_surefire_names_it() throws Exception {
        Element suite = cart(script -> {
            script.print(1, null, "connecting\n");
            script.failContainer(1, "a.CartTest", true);
            script.end(1, test("a.CartTest", "never"), Outcome.NOT_RUN, 1, true, null, "its container failed");
        });

        assertThat(names(suite)).containsExactly("a.CartTest.initializationError", "a.CartTest.never");
        assertThat(tags(children(suite).get(0))).containsExactly("error", "system-out");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
        assertThat(suite.getAttribute("skipped")).isEqualTo("1");
    }

    @Test
    void a_class_that_fails_after_its_tests_and_a_nested_class_are_named_as_surefire_names_them() throws Exception {
        Element suite = cart(script -> {
            script.failContainer(1, "a.CartTest$Empty", true);
            script.pass(1, test("a.CartTest", "adds"));
            script.failContainer(1, "a.CartTest", true);
        });

        assertThat(names(suite))
                .containsExactly("a.CartTest$Empty.executionError", "a.CartTest.adds", "a.CartTest.executionError");
    }

    @Test
    void a_factory_that_fails_has_its_own_name() throws Exception {
        TestRef factory = new TestRef(
                "shop",
                "a.CartTest",
                "a.CartTest",
                "[engine:junit-jupiter]/[class:a.CartTest]/[test-factory:prices()]",
                "prices",
                "prices()",
                List.of());
        Element suite =
                cart(script -> script.event(new RunEvent.ContainerFailed(1, 1, factory, Script.error("x"), true))
                        .end(1, factory, Outcome.NOT_RUN, 1, true, null, "prices() failed"));

        assertThat(names(suite)).containsExactly("a.CartTest.prices");
        assertThat(suite.getAttribute("errors")).isEqualTo("1");
    }

    @Test
    void a_container_that_a_retry_heals_is_flaky_and_no_error() throws Exception {
        Element suite = cart(script -> {
            script.failContainer(1, "a.CartTest", false);
            script.end(1, test("a.CartTest", "t"), Outcome.NOT_RUN, 1, false, null, "its container failed");
            script.end(1, test("a.CartTest", "t"), Outcome.PASSED, 2, true, null, "");
        });

        assertThat(suite.getAttribute("errors")).isEqualTo("0");
        assertThat(names(suite)).containsExactly("a.CartTest.t", "a.CartTest.executionError");
        assertThat(tags(children(suite).get(1))).containsExactly("flakyError");
    }

    @Test
    void output_is_with_its_test_decoded_and_without_what_xml_cannot_hold() throws Exception {
        TestRef test = test("a.CartTest", "prints");
        Element suite = cart(script -> {
            script.print(1, test, "über \u001b[31mred\u0000 ]]> \ud83d\ude80\r\n");
            script.print(1, test, RunEvent.Output.Channel.ERR, new byte[] {'e', (byte) 0xFF, (byte) 0xFE, '!'});
            script.pass(1, test);
        });

        List<Element> output = children(children(suite).get(0));
        assertThat(output.get(0).getTextContent()).isEqualTo("über \uFFFD[31mred\uFFFD ]]> \ud83d\ude80\r\n");
        assertThat(output.get(1).getTextContent()).isEqualTo("e\uFFFD\uFFFD!");
    }

    @Test
    void output_of_two_hundred_megabytes_is_cut_with_a_note_where_all_of_it_is() throws Exception {
        TestRef test = test("a.CartTest", "prints");
        byte[] chunk = "0123456789abcde\n".repeat(1 << 12).getBytes(StandardCharsets.UTF_8);
        Element suite = cart(script -> {
            script.print(1, test, "begin\n");
            for (int i = 0; i < 3200; i++) {
                script.print(1, test, RunEvent.Output.Channel.OUT, chunk);
            }
            script.print(1, test, "end\n").pass(1, test);
        });

        String text = children(children(suite).get(0)).get(0).getTextContent();
        assertThat(text)
                .startsWith("begin\n0123456789abcde\n")
                .endsWith("0123456789abcde\nend\n")
                .contains("[" + (3200L * chunk.length + 10 - (1 << 16))
                        + " bytes left out here; all of it is in output/a.CartTest.txt]")
                .hasSizeLessThan(66_000);
    }

    @Test
    void classes_of_one_name_in_two_suites_have_files_of_their_own() throws Exception {
        try (SurefireXml xml = new SurefireXml(folder)) {
            Script script = new Script(xml).begin("api", "web:it");
            for (String suite : List.of("api", "web:it")) {
                script.part(1, 1, suite, "a.CartTest").pass(1, test(suite, "a.CartTest", "adds"));
                script.endClass(suite, "a.CartTest");
            }
        }

        assertThat(files())
                .hasSize(2)
                .allMatch(file -> file.endsWith("/TEST-a.CartTest.xml"))
                .anyMatch(file -> file.startsWith("xml/api/"))
                .anyMatch(file -> file.startsWith("xml/web_it-"));
    }

    @Test
    void a_class_is_written_when_it_is_finished_and_what_is_unfinished_at_the_end() throws Exception {
        try (SurefireXml xml = new SurefireXml(folder)) {
            Script script = new Script(xml).begin();
            script.part(1, 1, "a.CartTest").pass(1, test("a.CartTest", "adds")).endClass("a.CartTest");
            script.part(2, 1, "a.StockTest").pass(2, test("a.StockTest", "counts"));
            script.end(2, test("a.StockTest", "again"), Outcome.FAILED, 1, false, Script.error("x"), "");
            assertThat(files()).containsExactly("xml/TEST-a.CartTest.xml");
        }

        Element suite = parse(folder.resolve("xml/TEST-a.StockTest.xml"));
        assertThat(names(suite)).containsExactly("a.StockTest.counts", "a.StockTest.again");
        assertThat(tags(children(suite).get(1))).containsExactly("error", "rerunError");
    }

    @Test
    void every_test_of_a_large_run_is_in_a_file_that_parses_and_nothing_else_is_left() throws Exception {
        try (SurefireXml xml = new SurefireXml(folder)) {
            SampleRun.large().forEach(xml::on);
        }

        long tests = 0;
        for (String file : files()) {
            assertThat(file).endsWith(".xml");
            Element suite = parse(folder.resolve(file));
            assertThat(suite.getAttribute("tests"))
                    .isEqualTo(String.valueOf(children(suite).size()));
            tests += children(suite).size();
        }
        assertThat(tests).isEqualTo(57_446 + 1);
    }

    @Test
    void surefires_own_parser_reads_of_each_run_what_the_run_says() throws Exception {
        assertReadBySurefire(SampleRun.large());
        assertReadBySurefire(SampleRun.hostile());
        assertReadBySurefire(SampleRun.interrupted());
    }

    private void assertReadBySurefire(List<RunEvent> run) throws Exception {
        Path place = Files.createTempDirectory(folder, "run");
        Tally tally = new Tally(1);
        try (SurefireXml xml = new SurefireXml(place)) {
            run.forEach(event -> {
                tally.on(event);
                xml.on(event);
            });
        }

        List<ReportTestSuite> read = new SurefireReportParser(
                        List.of(place.resolve("xml").toFile()), new NullConsoleLogger())
                .parseXMLReportFiles();

        Counts counts = tally.counts();
        assertThat(sum(read, ReportTestSuite::getNumberOfTests)).isEqualTo(counts.total() + tally.containersFailed());
        assertThat(sum(read, suite -> suite.getTestCases().size()))
                .isEqualTo(sum(read, ReportTestSuite::getNumberOfTests));
        assertThat(sum(read, ReportTestSuite::getNumberOfFailures) + sum(read, ReportTestSuite::getNumberOfErrors))
                .isEqualTo(counts.failed() + counts.lost() + tally.containersFailed());
        assertThat(sum(read, ReportTestSuite::getNumberOfSkipped))
                .isEqualTo(counts.skipped() + counts.aborted() + counts.notRun());
        assertThat(sum(read, ReportTestSuite::getNumberOfFlakes)).isEqualTo(counts.flaky());
    }

    private static long sum(List<ReportTestSuite> suites, ToIntFunction<ReportTestSuite> count) {
        return suites.stream().mapToInt(count).sum();
    }

    @Test
    void names_that_are_hostile_do_no_harm() throws Exception {
        try (SurefireXml xml = new SurefireXml(folder)) {
            SampleRun.hostile().forEach(xml::on);
        }

        assertThat(files()).hasSize(1);
        assertThat(children(parse(folder.resolve(files().get(0))))).hasSize(Outcome.values().length);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }
}
