package dev.assay.cli.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.assay.cli.data.fixture.Library;
import dev.assay.cli.data.fixture.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DescribeCommandTest {
    private static final String FIXTURES = "dev.assay.cli.data.fixture.";
    private static final String SHOP = FIXTURES + "Shop";

    @TempDir
    Path folder;

    @Test
    void a_catalogue_is_a_table_of_its_entities_with_the_first_row_of_each() {
        Called called = Called.fixtures("describe", SHOP);
        assertThat(called.err()).isEmpty();
        assertThat(called.out())
                .startsWith("""
                          dev.assay.cli.data.fixture.Shop: 2 entities, 10 fields, 1 relation
                          scenario small, seed 1, as of 2026-01-01

                          Customer  5 rows
                        """)
                .containsPattern("(?m)^    id +long +key +1$")
                .containsPattern("(?m)^    email +String +unique")
                .contains("    parent of   Purchase 1..3 by customerId")
                .containsPattern("(?m)^  Purchase  \\d+ rows$")
                .containsPattern("(?m)^    customerId +long +-> Customer +1$")
                .containsPattern("(?m)^    status +Status +OPEN \\| PAID +(OPEN|PAID)$");
        assertThat(called.passed()).isTrue();
    }

    @Test
    void the_same_seed_shows_the_same_values_and_another_one_others() {
        Called one = Called.fixtures("describe", SHOP, "--seed", "7");
        assertThat(Called.fixtures("describe", SHOP, "--seed", "7").out()).isEqualTo(one.out());
        assertThat(Called.fixtures("describe", SHOP, "--seed", "8").out()).isNotEqualTo(one.out());
        assertThat(one.out()).contains("seed 7");
    }

    @Nested
    class TheSubject {
        @Test
        void is_the_only_catalogue_where_nothing_is_named() throws IOException {
            Called called = Called.on(Called.announcing(folder, Library.class), "describe");
            assertThat(called.out()).contains(Library.class.getName(), "scenario shelf");
        }

        @Test
        void is_one_of_several_catalogues_by_its_name() throws IOException {
            String classpath = Called.announcing(folder, Library.class, Shop.class);
            Called called = Called.on(classpath, "describe", "--catalogue", SHOP, "--scenario", "large");
            assertThat(called.out()).contains(SHOP, "scenario large", "Customer  2,000 rows");
        }

        @Test
        void is_some_records() {
            Called called =
                    Called.fixtures("describe", FIXTURES + "Customer", FIXTURES + "Purchase", "--rows", "Customer=7");
            assertThat(called.out()).contains("Customer, Purchase: 2 entities", "Customer  7 rows");
        }

        @Test
        void is_found_in_the_module_that_holds_it() throws IOException {
            Path empty = Files.createDirectories(folder.resolve("empty"));
            Called called =
                    Called.in(List.of(List.of(empty), List.of(Called.testClasses())), "describe", FIXTURES + "Album");
            assertThat(called.out()).contains("Album: 1 entity");
            assertThat(called.passed()).isTrue();
        }

        @Test
        void is_a_class_within_another_by_its_name_in_the_source() {
            Called called = Called.fixtures("describe", DescribeCommandTest.class.getName() + ".Inner");
            assertThat(called.out()).contains("Inner: 1 entity, 2 fields");
        }

        @Test
        void is_read_with_assays_own_classes_whatever_the_classpath_has() throws IOException {
            // A version of Assay's data that cannot even be loaded.
            Path stale = Files.createDirectories(folder.resolve("dev/assay/data"));
            Files.writeString(stale.resolve("Model.class"), "none");
            Called called = Called.on(Called.announcing(folder, Shop.class), "describe");
            assertThat(called.err()).isEmpty();
            assertThat(called.out()).contains(SHOP);
        }
    }

    @Nested
    class AModelThatNoRowsCanBeMadeOf {
        @Test
        void is_shown_all_the_same_with_the_reason() {
            Called called = Called.fixtures("describe", FIXTURES + "Tight");
            assertThat(called.err()).startsWith("ASSAY-DATA-010");
            assertThat(called.out())
                    .contains("Tight: 1 entity, 2 fields", "JAZZ | ROCK")
                    .doesNotContain("rows");
            assertThat(called.passed()).isTrue();
        }
    }

    @Nested
    class TheFormat {
        @Test
        void json_has_all_that_the_table_has() throws IOException {
            Called called = Called.fixtures("describe", SHOP, "--format", "json");
            JsonNode json = new ObjectMapper().readTree(called.out());
            assertThat(json.at("/entities/0/name").asText()).isEqualTo("Customer");
            assertThat(json.at("/entities/0/rows").asInt()).isEqualTo(5);
            assertThat(json.at("/entities/0/fields/3/unique").asBoolean()).isTrue();
            assertThat(json.at("/entities/1/fields/4/holds").asText()).isEqualTo("OPEN | PAID");
            assertThat(json.at("/entities/1/fields/0/sample").asText()).isEqualTo("1");
            assertThat(json.at("/relations/0/children").asText()).isEqualTo("1..3");
            assertThat(json.at("/seed").asText()).isEqualTo("1");
        }

        @ParameterizedTest
        @ValueSource(strings = {"svg", "html", "json"})
        void is_what_the_files_name_says(String format) throws IOException {
            Path file = folder.resolve("new/model." + format);
            Called called = Called.fixtures("describe", SHOP, "--out", file.toString());
            assertThat(called.out()).isEmpty();
            assertThat(Files.readString(file))
                    .isEqualTo(Called.fixtures("describe", SHOP, "--format", format)
                            .out())
                    .contains("Purchase");
        }

        @Test
        void html_holds_the_picture_and_needs_nothing_else() {
            String html = Called.fixtures("describe", SHOP, "--format", "html").out();
            assertThat(html)
                    .contains("<svg ", "</svg>", "<h2 id=\"Purchase\">")
                    .doesNotContain("src=", "@import", "url(");
        }
    }

    public record Inner(long id, String name) {}
}
