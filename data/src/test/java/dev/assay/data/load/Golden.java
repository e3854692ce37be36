package dev.assay.data.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.core.DiagnosisException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Messages as docs/errors.md shows them. */
final class Golden {
    private Golden() {}

    static String message(String code) {
        try {
            String errors = Files.readString(Path.of("../docs/errors.md"));
            int section = errors.indexOf("### " + code + "\n");
            assertThat(section).as("docs/errors.md has a section " + code).isNotNegative();
            int from = errors.indexOf("```\n", section) + 4;
            return errors.substring(from, errors.indexOf("\n```", from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Holds what a call throws against the page. */
    static DiagnosisException thrown(String code, ThrowingCallable call) {
        DiagnosisException thrown = catchThrowableOfType(DiagnosisException.class, call);
        assertThat(thrown).hasMessage(message(code));
        return thrown;
    }
}
