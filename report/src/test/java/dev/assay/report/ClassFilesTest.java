package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class ClassFilesTest {
    @Test
    void one_suite_needs_no_folder_of_its_own() {
        ClassFiles files = new ClassFiles(List.of("shop"));

        assertThat(files.xml("shop", "a.CartTest")).isEqualTo(Path.of("xml", "TEST-a.CartTest.xml"));
        assertThat(files.output("shop", "a.CartTest")).isEqualTo(Path.of("output", "a.CartTest.txt"));
    }

    @Test
    void suites_whose_names_differ_only_in_what_file_systems_ignore_have_different_folders() {
        ClassFiles files = new ClassFiles(List.of("shop", "SHOP", "shop:it", "shop/it"));

        assertThat(List.of("shop", "SHOP", "shop:it", "shop/it"))
                .extracting(suite -> files.xml(suite, "a.T").toString().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_name_that_a_file_system_refuses_becomes_one_that_it_takes_and_stays_unique() {
        ClassFiles files = new ClassFiles(List.of("shop"));

        String slash = files.output("shop", "a/../../b").getFileName().toString();
        String colon = files.output("shop", "a:..:..:b").getFileName().toString();
        assertThat(slash).startsWith("a_.._.._b-").isNotEqualTo(colon);
        assertThat(files.output("shop", "..").getFileName().toString()).startsWith("_..-");
        assertThat(files.output("shop", "Ä".repeat(5000)).getFileName().toString())
                .hasSizeLessThan(120);
    }
}
