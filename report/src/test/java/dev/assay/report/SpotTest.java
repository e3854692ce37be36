package dev.assay.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.event.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpotTest {
    @Test
    void is_the_first_frame_of_somebodys_own_code() {
        assertThat(Spot.of(Script.assertion("a.CartTest", 41, "no"), "a.CartTest"))
                .isEqualTo(new Spot("a.CartTest", "CartTest.java", 41));
    }

    @Test
    void is_where_the_test_was_when_a_time_out_interrupted_it() {
        Failure failure = new Failure("java.util.concurrent.TimeoutException", "timed out", """
                java.util.concurrent.TimeoutException: adds() timed out after 1 second
                \tat java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
                \tSuppressed: java.lang.InterruptedException: sleep interrupted
                \t\tat java.base/java.lang.Thread.sleep(Native Method)
                \t\tat a.CartTest.adds(CartTest.java:41)
                """);

        assertThat(Spot.of(failure, "a.CartTest")).isEqualTo(new Spot("a.CartTest", "CartTest.java", 41));
    }

    @Test
    void is_who_asked_assay_for_what_it_refused() {
        String trace = """
                dev.assay.core.DiagnosisException: ASSAY-DATA-001: no.
                \tat dev.assay.core.Diagnosis.exception(Diagnosis.java:76)
                \tat dev.assay.data.Model.of(Model.java:60)
                \tat a.Carts.fill(Carts.java:7)
                \tat a.CartTest.adds(CartTest.java:41)
                """;
        Failure failure = new Failure("dev.assay.core.DiagnosisException", "ASSAY-DATA-001: no.", trace);

        assertThat(Spot.of(failure, "a.CartTest")).isEqualTo(new Spot("a.Carts", "Carts.java", 7));
        assertThat(Spot.of(failure, "dev.assay.data.ModelTest"))
                .isEqualTo(new Spot("dev.assay.core.Diagnosis", "Diagnosis.java", 76));
    }

    @Test
    void is_unknown_where_no_frame_has_a_line() {
        Failure failure = new Failure("a.E", "x", "a.E: x\n\tat a.CartTest.adds(Unknown Source)\n");

        assertThat(Spot.of(failure, "a.CartTest")).isNull();
        assertThat(Spot.of(new Failure("a.E", "", ""), "a.CartTest")).isNull();
    }

    @Test
    void has_its_line_of_source_in_the_first_folder_that_has_the_file(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("tests/org/shop/CartTest.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "package org.shop;\n\n    adds();  \n");
        Sources sources = Sources.in(List.of(folder.resolve("none"), folder.resolve("tests")));

        assertThat(sources.line("org.shop.CartTest$Empty", "CartTest.java", 3)).isEqualTo("adds();");
        assertThat(sources.line("org.shop.CartTest", "CartTest.java", 99)).isNull();
        assertThat(sources.line("org.shop.CartTest", "Other.java", 1)).isNull();
    }
}
