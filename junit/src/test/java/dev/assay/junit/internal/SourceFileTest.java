package dev.assay.junit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {
    @TempDir
    private Path project;

    private Path write(String name, String content) throws IOException {
        Path file = project.resolve(name);
        Files.createDirectories(folder(file));
        return Files.writeString(file, content);
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    @ParameterizedTest
    @CsvSource({
        "target/test-classes, src/test/resources",
        "target/classes, src/main/resources",
        "build/resources/test, src/test/resources"
    })
    void a_copy_stands_for_what_it_was_copied_from(String copies, String sources) throws IOException {
        Path copy = write(copies + "/shop/customers.csv", "id\n1\n");
        Path source = write(sources + "/shop/customers.csv", "id\n1\n");
        assertThat(SourceFile.of(copy)).isEqualTo(source);
        assertThat(SourceFile.of(folder(copy))).isEqualTo(folder(source));
    }

    @Test
    void a_copy_that_differs_stands_for_itself() throws IOException {
        Path copy = write("target/test-classes/shop/customers.csv", "id\n17\n");
        write("src/test/resources/shop/customers.csv", "id\n${id}\n");
        assertThat(SourceFile.of(copy)).isEqualTo(copy);
        assertThat(SourceFile.of(folder(copy))).isEqualTo(folder(copy));
    }

    @Test
    void what_is_no_copy_stands_for_itself() throws IOException {
        Path generated = write("target/test-classes/made.csv", "id\n1\n");
        assertThat(SourceFile.of(generated)).isEqualTo(generated);
        Path elsewhere = write("data/customers.csv", "id\n1\n");
        assertThat(SourceFile.of(elsewhere)).isEqualTo(elsewhere);
    }
}
