package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Errors as docs/errors.md shows them, but for what differs from machine to machine. */
final class Golden {
    private Golden() {}

    static void check(Throwable thrown) {
        assertThat(thrown).isInstanceOf(DiagnosisException.class);
        String code = ((DiagnosisException) thrown).diagnosis().code();
        try {
            String errors = Files.readString(Path.of("../docs/errors.md"));
            String section = errors.substring(errors.indexOf("### " + code));
            String block = section.substring(section.indexOf("```\n") + 4);
            assertThat(masked(String.valueOf(thrown.getMessage())))
                    .isEqualTo(masked(block.substring(0, block.indexOf("\n```"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String masked(String message) {
        return message.replaceAll("/\\S+", "<path>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\S+ GMT \\[\\d+]", "<when>")
                .replaceAll("assay_\\w+", "<database>")
                .replaceAll("(at port |127.0.0.1:)\\d+", "$1<port>");
    }
}
