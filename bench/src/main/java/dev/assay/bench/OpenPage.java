package dev.assay.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForSelectorOptions;
import com.microsoft.playwright.Playwright;
import dev.assay.bench.measure.Series;
import dev.assay.core.Diagnosis;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a run's page takes from being opened from disk to showing its tests. */
@Command(name = "page", description = "how long the page of commons-lang3's run takes to open, in Chromium")
final class OpenPage implements Callable<Integer> {
    private static final double LIMIT_SECONDS = 2;
    private static final List<String> BROWSERS = List.of("chromium", "chromium-browser", "google-chrome", "chrome.exe");

    @Mixin
    private final Setting setting = new Setting();

    @Option(names = "--run", description = "a run's folder; that of the latest lang3 benchmark by default")
    private @Nullable Path run;

    @Option(names = "--shows", description = "CSS selector of what must be visible (${DEFAULT-VALUE})")
    private String shows = "html[data-ready] #tests [role=option]";

    @Override
    public Integer call() throws Exception {
        Path page = page();
        long tests = AssayContender.readRunJson(page.resolveSibling("run.json"))
                .counts()
                .tests();
        List<Double> millis = new ArrayList<>();
        Map<String, String> quiet = Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        try (Playwright playwright = Playwright.create(new Playwright.CreateOptions().setEnv(quiet));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium())
                                .setArgs(List.of("--no-sandbox")))) {
            String version = browser.version();
            for (int round = 0; round < setting.rounds; round++) {
                millis.add(open(browser, page));
                System.out.printf(
                        Locale.ROOT, "round %d of %d  %.0f ms%n", round + 1, setting.rounds, millis.get(round));
            }
            double median = new Series(millis).median() / 1000;
            Check check = Check.atMost(
                    "the page of " + Numbers.count(tests) + " tests", "opens within 2 s", LIMIT_SECONDS, median, " s");
            return setting.publish(new Report(
                    "page",
                    setting.command(),
                    Machine.here(),
                    Map.of("Chromium", version),
                    List.of(),
                    "",
                    List.of(check)));
        }
    }

    private double open(Browser browser, Path page) {
        try (Page tab = browser.newPage()) {
            long began = System.nanoTime();
            tab.navigate(page.toUri().toString());
            tab.waitForSelector(shows, new WaitForSelectorOptions().setTimeout(60_000));
            // A row that exists is on the screen only once the browser has painted the frame it is in.
            tab.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
            return (System.nanoTime() - began) / 1e6;
        }
    }

    private Path page() throws Exception {
        Path folder = run;
        if (folder == null) {
            Path lang3 = Contender.results(setting.folder("lang3"));
            try (Stream<Path> runs = Files.isDirectory(lang3) ? Files.list(lang3) : Stream.empty()) {
                folder = runs.filter(Files::isDirectory)
                        .filter(each -> each.getFileName().toString().startsWith("assay-again-"))
                        .max(Path::compareTo)
                        .orElse(lang3.resolve("assay-again-1"));
            }
        }
        Path page = folder.resolve("index.html").toAbsolutePath();
        if (!Files.exists(page)) {
            throw Diagnosis.of("ASSAY-BENCH-004", "there is no page to open.")
                    .with("page", page)
                    .because("this benchmark opens the page of a run that was made before")
                    .toFix("bench/run lang3 --rounds 1")
                    .toFix("bench/run page --run FOLDER")
                    .exception();
        }
        return page;
    }

    private static Path chromium() {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> BROWSERS.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> Diagnosis.of("ASSAY-BENCH-005", "no Chromium was found.")
                        .with("looked for", BROWSERS)
                        .because("the page is measured in a real browser")
                        .toFix("install chromium, so that it is on the PATH")
                        .exception());
    }
}
