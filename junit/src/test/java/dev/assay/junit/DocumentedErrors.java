package dev.assay.junit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The messages of docs/errors.md, which are the golden ones. */
public final class DocumentedErrors {
    private DocumentedErrors() {}

    public static String message(String code) {
        try {
            String errors = Files.readString(Path.of("../docs/errors.md"));
            int section = errors.indexOf("### " + code + "\n");
            if (section < 0) {
                throw new AssertionError(code + " has no section");
            }
            int from = errors.indexOf("```\n", section) + 4;
            return errors.substring(from, errors.indexOf("\n```", from));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
