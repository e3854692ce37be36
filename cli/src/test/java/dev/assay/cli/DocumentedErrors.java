package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The messages of docs/errors.md, which are the golden ones. */
public final class DocumentedErrors {
    private DocumentedErrors() {}

    /** Returns the message as the section of a code shows it. */
    public static String message(String code) throws IOException {
        String page = Files.readString(Path.of("../docs/errors.md"));
        int section = page.indexOf("\n### " + code + "\n");
        int begin = page.indexOf("```\n", section) + 4;
        return page.substring(begin, page.indexOf("\n```", begin));
    }
}
