package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateCommandTest {
    private static final String SHOP = "dev.assay.cli.data.fixture.Shop";

    @TempDir
    Path folder;

    @Test
    void one_entity_goes_to_standard_output_and_nothing_else_does() {
        Called called = Called.fixtures("generate", SHOP, "--only", "customer");
        assertThat(called.out().lines()).hasSize(6).first().isEqualTo("id,first_name,last_name,email,created_at");
        assertThat(called.err()).isEmpty();
        assertThat(called.passed()).isTrue();
    }

    @Test
    void each_entity_has_a_file_and_their_rows_are_told() throws IOException {
        Called called = Called.fixtures("generate", SHOP, "--out", folder.toString(), "--format", "jsonl");
        assertThat(names()).containsExactly("customer.jsonl", "purchase.jsonl");
        long purchases = lines("purchase.jsonl").size();
        assertThat(called.out())
                .containsPattern("(?m)^  Customer +5$")
                .containsPattern("(?m)^  Purchase +" + purchases + "$")
                .contains(5 + purchases + " rows in ", "in " + folder);
        assertThat(lines("purchase.jsonl")).allMatch(line -> line.startsWith("{\"id\":"));
    }

    @Test
    void rows_and_scale_change_how_many_there_are() {
        assertThat(customers("--rows", "12")).isEqualTo(12);
        assertThat(customers("--rows", "12", "--rows", "Customer=1k")).isEqualTo(1_000);
        assertThat(customers("--scale", "2.5")).isEqualTo(13);
        assertThat(customers("--scenario", "large")).isEqualTo(2_000);
    }

    private static long customers(String... more) {
        String[] args = Stream.concat(Stream.of("generate", SHOP, "--only", "Customer"), Stream.of(more))
                .toArray(String[]::new);
        return Called.fixtures(args).out().lines().count() - 1;
    }

    @Test
    void parts_one_behind_the_other_are_the_whole_on_any_number_of_threads() {
        String whole = Called.fixtures("generate", SHOP, "--only", "Purchase", "--scenario", "large", "--threads", "3")
                .out();
        StringBuilder parts = new StringBuilder();
        for (int i = 1; i <= 3; i++) {
            parts.append(
                    Called.fixtures("generate", SHOP, "--only", "Purchase", "--scenario", "large", "--shard", i + "/3")
                            .out());
        }
        assertThat(parts.toString()).isEqualTo(whole);
    }

    @Test
    void sql_of_all_entities_is_one_script() {
        String script = Called.fixtures("generate", SHOP, "--format", "sql").out();
        assertThat(script).startsWith("BEGIN;\n").endsWith("COMMIT;\n").contains("INSERT INTO purchase");
        assertThat(script.indexOf("INTO customer")).isLessThan(script.indexOf("INTO purchase"));
    }

    @Test
    void a_day_and_a_seed_change_values() {
        String usual = Called.fixtures("generate", SHOP, "--only", "Customer").out();
        assertThat(Called.fixtures("generate", SHOP, "--only", "Customer", "--seed", "2")
                        .out())
                .isNotEqualTo(usual);
        assertThat(Called.fixtures("generate", SHOP, "--only", "Customer", "--as-of", "2020-05-01")
                        .out())
                .isNotEqualTo(usual)
                .doesNotContain("2021");
    }

    @Test
    void time_that_is_up_leaves_nothing_behind() throws IOException {
        Called called =
                Called.fixtures("generate", SHOP, "--rows", "50M", "--out", folder.toString(), "--time-limit", "200ms");
        assertThat(called.err()).contains("ASSAY-DATA-066");
        assertThat(called.code()).isEqualTo(ExitCode.BROKEN.code());
        assertThat(names()).isEmpty();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }
}
