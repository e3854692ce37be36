package dev.assay.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The messages of docs/errors.md, which are the golden ones: a source of the tests of several modules. */
public final class DocumentedErrors {
    private DocumentedErrors() {}

    /** Returns the message as the section of a code shows it. */
    public static String message(String code) {
        try {
            Path root = Path.of("").toAbsolutePath();
            while (!Files.exists(root.resolve("docs/errors.md"))) {
                root = Objects.requireNonNull(root.getParent());
            }
            String errors = Files.readString(root.resolve("docs/errors.md"));
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
