package dev.assay.sql.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.DiagnosisException;
import dev.assay.core.DocumentedErrors;

/** Errors as docs/errors.md shows them, but for what differs from machine to machine. */
final class Golden {
    private Golden() {}

    static void check(Throwable thrown) {
        assertThat(thrown).isInstanceOf(DiagnosisException.class);
        String code = ((DiagnosisException) thrown).diagnosis().code();
        assertThat(masked(String.valueOf(thrown.getMessage()))).isEqualTo(masked(DocumentedErrors.message(code)));
    }

    private static String masked(String message) {
        return message.replaceAll("/\\S+", "<path>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d \\S+ GMT \\[\\d+]", "<when>")
                .replaceAll("assay_\\w+", "<database>")
                .replaceAll("(at port |127.0.0.1:)\\d+", "$1<port>");
    }
}
