package dev.assay.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page.EmulateMediaOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.assay.event.RunEvent;
import dev.assay.report.Chromium;
import dev.assay.report.SampleRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("browser")
class PageBrowserTest {
    private static final PageHistory HISTORY = new PageHistory(
            List.of(
                    new PageHistory.Run("a", 1_795_000_000_000L, 60_000_000_000L, 90_000_000_000L, 57_000, 3, 1),
                    new PageHistory.Run("b", 1_795_100_000_000L, 58_000_000_000L, 88_000_000_000L, 57_400, 0, 0)),
            List.of(new PageHistory.Flaky("s", "org.shop.CartTest", "adds", "PPYPFP", 0.3)));

    @TempDir
    static Path folder;

    private static Chromium browser;

    @BeforeAll
    static void writesThePages() throws IOException {
        browser = Chromium.start();
        write("large", SampleRun.large());
        write("green", SampleRun.green());
        write("databases", SampleRun.databases());
        write("heaps", SampleRun.heaps());
        write("empty", SampleRun.empty());
        write("killed", SampleRun.killed());
        write("interrupted", SampleRun.interrupted());
        write("hostile", SampleRun.hostile());
    }

    @AfterAll
    static void closesTheBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void it_shows_what_tests_did_to_databases_and_what_fixtures_took() {
        try (Chromium.Window window = open("databases", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().locator("#databases-effects tbody tr").allTextContents())
                    .satisfiesExactly(
                            row -> assertThat(row).startsWith("read only6"),
                            row -> assertThat(row).startsWith("write6"),
                            row -> assertThat(row).startsWith("schema6"));
            assertThat(window.page().locator("#databases-classes tbody tr").count())
                    .isEqualTo(3);
            assertThat(window.page().locator("#databases-tests tbody tr").count())
                    .isEqualTo(18);
            assertThat(window.page().locator("#fixtures tbody").textContent()).startsWith("search");
        }
        try (Chromium.Window window = open("green", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().locator("#databases").count()).isZero();
            assertThat(window.page().locator(".row .use").count()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"1440, LIGHT", "390, DARK"})
    void each_test_in_the_list_shows_what_it_did_to_databases(int width, ColorScheme scheme) {
        try (Chromium.Window window = open("databases", width, scheme)) {
            window.page().getByLabel("Search the tests").fill("PriceTest");
            Locator use = window.page().locator(".row .use").first();
            assertThat(use.textContent()).isEqualTo("schema12 \u00d75.0 ms");
            assertThat(use.getAttribute("title")).isEqualTo("schema, 12 statements, 5.0 ms in the database");
            use.click();
            assertThat(window.page().locator("dialog.drawer .facts").textContent())
                    .contains("Databaseschema 12 statements in 5.0 ms, sandbox");
            window.page().keyboard().press("Escape");
            window.page().getByLabel("Search the tests").fill("");
            window.page().getByLabel("Order").selectOption("database");
            assertThat(window.page().locator(".row").last().textContent()).contains("StockTest");
        }
    }

    @Test
    void it_shows_what_stayed_in_the_heaps_and_when_it_grew() {
        try (Chromium.Window window = open("heaps", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().locator("#heap figcaption").allTextContents())
                    .isNotEmpty()
                    .allMatch(text -> text.matches("Worker \\d[0-9,]+ MiB"));
            assertThat(window.page().locator("#heap tbody tr").allTextContents())
                    .isNotEmpty()
                    .allMatch(text -> text.matches("(\\w+Test(, )?)+\\d[0-9,]+ MiB"));
        }
        try (Chromium.Window window = open("green", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().locator("#heap").count()).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "large, 1440, LIGHT, '14 tests and 1 container failed, 1 lost'",
        "large, 390, DARK, '14 tests and 1 container failed, 1 lost'",
        "green, 1440, DARK, All 24 tests passed",
        "green, 390, LIGHT, All 24 tests passed",
        "databases, 1440, LIGHT, All 24 tests passed",
        "databases, 390, DARK, All 24 tests passed",
        "heaps, 390, DARK, All 24 tests passed",
        "empty, 390, DARK, No test was run",
        "killed, 1440, LIGHT, Cut short: 6 tests failed",
        "killed, 390, DARK, Cut short: 6 tests failed",
        "hostile, 390, LIGHT, '1 test failed, 1 lost'",
    })
    void it_opens_from_disk_alone_at_any_width_in_any_colours(String run, int width, ColorScheme scheme, String title) {
        try (Chromium.Window window = open(run, width, scheme)) {
            assertThat(window.page().locator("h1").textContent()).isEqualTo(title);
            assertThat(window.page().getAttribute("html", "data-theme"))
                    .isEqualTo(scheme.name().toLowerCase(Locale.ROOT));
            assertThat(window.overflow()).isZero();
            assertThat(window.requests())
                    .containsExactly(folder.resolve(run + ".html").toUri().toString());
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void search_finds_one_test_among_57446_and_only_rows_in_sight_exist() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().locator(".found").textContent()).isEqualTo("57,446 tests");
            assertThat(window.page().locator(".row").count()).isBetween(5, 80);

            window.page().getByLabel("Search the tests").fill("fastdateparsertest [14986]");

            assertThat(window.page().locator(".found").textContent()).isEqualTo("1 of 57,446 tests");
            assertThat(window.page().locator(".row").textContent())
                    .contains("parses(Locale, TimeZone)[14986]")
                    .contains("org.apache.commons.lang3.time.FastDateParserTest");

            window.page().getByLabel("Search the tests").fill("no such test");

            assertThat(window.page().locator(".viewport").textContent()).isEqualTo("No test matches.");
        }
    }

    @Test
    void a_click_on_an_outcome_lists_its_tests() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.LIGHT)) {
            window.page().locator(".legend button", has("failed")).click();

            assertThat(window.page().locator(".found").textContent()).isEqualTo("14 of 57,446 tests");
            assertThat(window.page().locator(".row .outcome.o-F").count()).isEqualTo(14);
        }
    }

    @Test
    void everything_can_be_reached_by_keys() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.LIGHT)) {
            window.page().keyboard().press("/");
            window.page().keyboard().type("BitTest keeps_order");
            window.page().keyboard().press("Enter");
            window.page().keyboard().press("Enter");
            Locator drawer = window.page().locator("dialog.drawer");
            assertThat(drawer.textContent()).contains("lost", "keeps_order", "SIGKILL", "os::commit_memory");

            window.page().keyboard().press("Escape");
            assertThat(drawer.isVisible()).isFalse();
            window.page().keyboard().press("j");
            assertThat(window.page().locator(".row.active").count()).isEqualTo(1);
            window.page().keyboard().press("?");
            assertThat(window.page().locator("dialog.help").isVisible()).isTrue();
            window.page().keyboard().press("Escape");
            window.page().keyboard().press("d");
            assertThat(window.page().getAttribute("html", "data-theme")).isEqualTo("dark");
            window.page().keyboard().press("t");
            window.page().keyboard().press("ArrowRight");
            assertThat(window.page().locator(".tip").textContent()).contains("LockingVisitorsTest");
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void a_cause_shows_its_stack_its_tests_and_where_all_of_the_output_is() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.LIGHT)) {
            Locator first = window.page().locator(".cluster").first();
            assertThat(first.locator("summary").textContent())
                    .contains("NoSuchFileException", "ZoneTable.read", "7\u00d7");
            assertThat(first.locator(".case").count()).isEqualTo(7);
            assertThat(first.locator("pre.stack").textContent()).contains("cannot read the zone table");

            Locator noisy =
                    window.page().locator(".cluster", has("StringUtilsTest")).first();
            noisy.locator("summary").click();

            assertThat(noisy.locator("pre.output").textContent())
                    .contains("bytes left out here", "StringUtilsTest.txt in the run\u2019s folder has all of it");
        }
    }

    @Test
    void an_interrupted_run_names_what_was_not_run_and_why() {
        try (Chromium.Window window = open("interrupted", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().locator("h1").textContent()).isEqualTo("This run was interrupted");
            assertThat(window.page().locator(".banner").textContent()).isEqualTo("stopped by the user");
            Locator classes = window.page().locator("#notrun .cluster", has("Classes never begun"));
            classes.locator("summary").click();
            assertThat(classes.textContent()).contains("org.shop.PriceTest");
            assertThat(window.overflow()).isZero();
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void a_test_can_be_run_alone_by_the_command_that_is_shown() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.LIGHT)) {
            window.page().locator(".row").first().click();
            String shown = window.page().locator("dialog.drawer .command code").textContent();

            assertThat(shown).matches("assay test .*--test '?[\\w.]+#\\w+'?");
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            assay test,                                   a.B, adds,      assay test --test 'a.B#adds'
            assay test . --test 'Cart*' --last-failed,    a.B, c(int)[1], assay test . --test 'a.B#c'
            assay test --test=A#b --retries 1 --test C,   a.B, adds,      assay test --retries 1 --test 'a.B#adds'
            assay test,                                   a.B, a.B,       assay test --test 'a.B'
            """)
    void the_command_for_one_test_selects_nothing_else(String command, String className, String title, String alone)
            throws IOException {
        try (InputStream in = Page.class.getResourceAsStream("detail.js");
                Chromium.Window window = open("green", 1440, ColorScheme.LIGHT)) {
            String script = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            window.page().navigate("about:blank");

            assertThat(window.page().evaluate("""
                                    ([script, ...named]) =>
                                        new Function('quoted', `${script}; return alone`)(text => `'${text}'`)(...named)
                                    """, List.of(script, command, className, title)))
                    .isEqualTo(alone);
        }
    }

    @Test
    void a_flaky_test_shows_each_attempt() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.LIGHT)) {
            window.page().locator("#flaky button.rank").first().click();

            assertThat(window.page().locator("dialog.drawer").textContent())
                    .contains("Attempt 1", "expected: <true> but was: <false>", "Attempt 2");
        }
    }

    @Test
    void names_that_look_like_markup_stay_text() {
        try (Chromium.Window window = open("hostile", 1440, ColorScheme.LIGHT)) {
            assertThat(window.page().title()).isEqualTo("</title><script>alert(1)</script> \u00b7 Assay");
            assertThat(window.page().locator(".row").first().textContent())
                    .contains("</script><script>alert(1)</script>");
            window.page().locator(".row").first().click();
            assertThat(window.page().locator("dialog.drawer").textContent()).contains("<!--", "&amp;", "]]>");
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void on_paper_the_results_stay_and_the_tools_go() {
        try (Chromium.Window window = open("large", 1440, ColorScheme.DARK)) {
            window.page().emulateMedia(new EmulateMediaOptions().setMedia(Media.PRINT));

            assertThat(window.page().locator(".top").isVisible()).isFalse();
            assertThat(window.page().locator("#failures").isVisible()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"LIGHT", "DARK"})
    void every_text_colour_stands_out_from_what_it_is_written_on(ColorScheme scheme) {
        try (Chromium.Window window = open("green", 390, scheme)) {
            @SuppressWarnings("unchecked")
            Map<String, Number> contrasts = (Map<String, Number>) window.page().evaluate("""
                    () => {
                      const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
                      const light = name => {
                        canvas.fillStyle = getComputedStyle(document.documentElement).getPropertyValue('--' + name);
                        canvas.fillRect(0, 0, 1, 1);
                        const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map(c => c / 255)
                          .map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
                        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
                      };
                      const found = {};
                      for (const text of ['text', 'dim', 'faint', 'accent', 'pass', 'fail', 'lost', 'flaky', 'abort', 'skip'])
                        for (const ground of ['surface', 'bg', 'sunken']) {
                          const [a, b] = [light(text), light(ground)].sort((x, y) => y - x);
                          found[text + ' on ' + ground] = (a + 0.05) / (b + 0.05);
                        }
                      return found;
                    }""");

            assertThat(contrasts)
                    .allSatisfy((pair, contrast) ->
                            assertThat(contrast.doubleValue()).as(pair).isGreaterThanOrEqualTo(4.5));
        }
    }

    private static Chromium.Window open(String run, int width, ColorScheme scheme) {
        return browser.open(folder.resolve(run + ".html"), width, width > 600 ? 900 : 844, scheme);
    }

    private static com.microsoft.playwright.Page.LocatorOptions has(String text) {
        return new com.microsoft.playwright.Page.LocatorOptions().setHasText(text);
    }

    private static void write(String name, List<RunEvent> events) throws IOException {
        Page.write(SampleRun.write(events, folder.resolve(name + ".bin")), folder.resolve(name + ".html"), HISTORY);
    }
}
