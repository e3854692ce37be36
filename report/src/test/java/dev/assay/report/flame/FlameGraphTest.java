package dev.assay.report.flame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.options.ColorScheme;
import dev.assay.report.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlameGraphTest {
    @TempDir
    Path folder;

    @Test
    void a_recording_of_busy_code_shows_it_and_can_be_searched_and_filtered() throws IOException {
        Path html = folder.resolve("flame.html");
        long samples = FlameGraph.write(List.of(recordingOfBusyCode()), html, "the sieve");
        assertThat(samples).isPositive();

        try (Chromium browser = Chromium.start();
                Chromium.Window window = browser.open(html, 390, 844, ColorScheme.DARK)) {
            assertThat(window.page().locator("h1").textContent()).isEqualTo("Flame graph of the sieve");
            assertThat(window.page().locator("#hot").textContent()).contains("FlameGraphTest.sieve");
            window.page().getByLabel("Search").fill("sieve");
            assertThat(window.page().locator("[role=status]").first().textContent())
                    .contains("% contain");
            window.page().getByLabel("Only stacks with").fill("nowhere");
            window.page().keyboard().press("Enter");
            assertThat(window.page().locator("[role=status]").first().textContent())
                    .startsWith("0 of");
            assertThat(window.overflow()).isZero();
            assertThat(window.requests()).containsExactly(html.toUri().toString());
            assertThat(window.errors()).isEmpty();
        }
    }

    @Test
    void a_file_that_is_no_recording_is_an_error_and_leaves_the_older_graph() throws IOException {
        Path recording = Files.writeString(folder.resolve("a.jfr"), "nonsense");
        Path html = Files.writeString(folder.resolve("flame.html"), "older");

        assertThatThrownBy(() -> FlameGraph.write(List.of(recording), html, "x"))
                .isInstanceOf(IOException.class);

        assertThat(html).hasContent("older");
    }

    @Test
    void no_recording_makes_a_page_that_says_so() throws IOException {
        Path html = folder.resolve("flame.html");

        assertThat(FlameGraph.write(List.of(), html, "x")).isZero();

        assertThat(html).content().contains("0 samples of x.");
    }

    private Path recordingOfBusyCode() throws IOException {
        Path file = folder.resolve("busy.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(10));
            recording.start();
            long until = System.nanoTime() + Duration.ofMillis(600).toNanos();
            long primes = 0;
            while (System.nanoTime() < until) {
                primes += sieve(200_000);
            }
            assertThat(primes).isPositive();
            recording.stop();
            recording.dump(file);
        }
        return file;
    }

    private static int sieve(int limit) {
        boolean[] composite = new boolean[limit];
        int primes = 0;
        for (int i = 2; i < limit; i++) {
            if (!composite[i]) {
                primes++;
                for (long j = (long) i * i; j < limit; j += i) {
                    composite[(int) j] = true;
                }
            }
        }
        return primes;
    }
}
