package dev.assay.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.report.SampleRun;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    private static final Pattern DATA = Pattern.compile("<script id=\"data\"[^>]*>([^<]*)</script>");

    @TempDir
    Path folder;

    @Test
    void it_carries_every_test_of_a_large_run() throws IOException {
        JsonNode data = data(SampleRun.write(SampleRun.large(), folder.resolve("events.bin")));

        assertThat(data.at("/counts/total").asInt()).isEqualTo(57_446);
        assertThat(data.at("/tests/names").size()).isEqualTo(57_446);
        assertThat(data.at("/tests/outcomes")
                        .asText()
                        .chars()
                        .filter(c -> c == 'F')
                        .count())
                .isEqualTo(data.at("/counts/failed").asLong());
        assertThat(Files.size(folder.resolve("index.html"))).isLessThan(2_000_000);
    }

    @Test
    void a_cut_journal_makes_the_page_of_a_killed_run() throws IOException {
        Path journal = SampleRun.write(SampleRun.green(), folder.resolve("events.bin"));
        byte[] bytes = Files.readAllBytes(journal);
        Files.write(journal, Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(data(journal).at("/run/end").asText()).isEqualTo("KILLED");
    }

    @Test
    void a_damaged_journal_leaves_the_older_page_as_it_was() throws IOException {
        Path journal = Files.write(folder.resolve("events.bin"), new byte[] {1, 2, 3});
        Path html = Files.writeString(folder.resolve("index.html"), "older");

        assertThatThrownBy(() -> Page.write(journal, html, PageHistory.NONE)).isInstanceOf(IOException.class);

        assertThat(html).hasContent("older");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(journal, html);
        }
    }

    @Test
    void it_links_to_what_lies_beside_it() throws IOException {
        Path journal = SampleRun.write(SampleRun.green(), folder.resolve("events.bin"));
        assertThat(data(journal).at("/flame").asBoolean()).isFalse();

        Files.createFile(folder.resolve("flame.html"));
        Files.createFile(Files.createDirectory(folder.resolve("coverage")).resolve("index.html"));

        assertThat(data(journal).at("/flame").asBoolean()).isTrue();
        assertThat(data(journal).at("/coverage").asBoolean()).isTrue();
    }

    @Test
    void of_very_many_tests_it_keeps_those_with_a_detail_and_the_slowest() {
        KeptTests tests = new KeptTests();
        TestDetail failed = new TestDetail("id", 1, "");
        int all = 450_000;
        for (int i = 0; i < all; i++) {
            boolean fails = i % 50_000 == 7;
            tests.add(i % 3, "test" + i, null, fails ? 'F' : 'P', fails ? 0 : i, fails ? failed : null, null);
        }

        assertThat(tests.seen()).isEqualTo(all);
        assertThat(tests.size()).isBetween(KeptTests.SLOWEST, KeptTests.MOST);
        long failures = 0;
        long slow = 0;
        for (int index : tests.inOrderOf(new int[] {2, 0, 1})) {
            failures += tests.outcome(index) == 'F' ? 1 : 0;
            slow += tests.micros(index) >= all - KeptTests.SLOWEST ? 1 : 0;
        }
        assertThat(failures).isEqualTo(9);
        assertThat(slow).isEqualTo(KeptTests.SLOWEST - 2);
    }

    @Test
    void of_much_output_it_keeps_the_beginning_and_the_end() {
        OutputTails tails = new OutputTails();
        for (int i = 0; i < 10_000; i++) {
            tails.add(1, "test", "line %07d\n".formatted(i).getBytes(StandardCharsets.UTF_8));
        }

        OutputTails.Excerpt excerpt = tails.take(1, "test");

        assertThat(excerpt.head()).startsWith("line 0000000\n").hasSize(OutputTails.HEAD);
        assertThat(excerpt.tail()).endsWith("line 0009999\n").hasSize(OutputTails.TAIL);
        assertThat(excerpt.cut()).isEqualTo(10_000 * 13 - OutputTails.HEAD - OutputTails.TAIL);
        assertThat(tails.take(1, "test")).isEqualTo(OutputTails.Excerpt.NONE);
    }

    private JsonNode data(Path journal) throws IOException {
        Path html = folder.resolve("index.html");
        Page.write(journal, html, PageHistory.NONE);
        Matcher data = DATA.matcher(Files.readString(html));
        assertThat(data.find()).isTrue();
        byte[] zipped = Base64.getDecoder().decode(data.group(1));
        try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new ObjectMapper().readTree(unzipped);
        }
    }
}
