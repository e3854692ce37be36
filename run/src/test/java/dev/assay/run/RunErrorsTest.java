package dev.assay.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunErrorsTest {
    /** Returns the message as its section in docs/errors.md shows it. */
    static String documented(String code) {
        try {
            String page = Files.readString(Path.of("../docs/errors.md"));
            int section = page.indexOf("\n### " + code + "\n");
            int begin = page.indexOf("```\n", section) + 4;
            return page.substring(begin, page.indexOf("\n```", begin));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static Stream<Diagnosis> errors() {
        String java = "/usr/lib/jvm/java-17/bin/java";
        return Stream.of(
                RunErrors.badPattern("%regex[(]", new PatternSyntaxException("Unclosed group", "(", 1)),
                RunErrors.unreadable(
                        Path.of("/home/you/shop/target/shop-tests.jar"), new ZipException("zip END header not found")),
                RunErrors.notTogether(
                        "the JVM ended with exit code 137",
                        Path.of("/home/you/shop/target/assay/parallelize/one-jvm/output.txt")),
                RunErrors.nothingToRun(List.of("shop"), 120, "include **/*Nowhere*"),
                RunErrors.workerCannotStart(
                        "shop", java + " -XX:NoSuchFlag=1", 1, "Unrecognized VM option 'NoSuchFlag=1'"),
                RunErrors.noProcess(
                        "shop",
                        java,
                        new IOException("Cannot run program \"" + java + "\": No such file or directory")),
                RunErrors.outcomesMissing(57_446, 57_445),
                RunErrors.noScratch("/tmp", new IOException("No space left on device")));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void an_error_looks_as_it_is_documented(Diagnosis error) {
        assertThat(error.render()).isEqualTo(documented(error.code()));
    }
}
