package dev.assay.cli;

import dev.assay.core.Diagnosis;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command writes to: results to the one stream, errors to the other, both in UTF-8.
 *
 * @param out for results
 * @param err for errors and progress
 * @since 0.1
 */
public record Console(PrintStream out, PrintStream err) {
    /** Returns the process's own streams, whatever the locale says of their encoding. */
    public static Console system() {
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err));
    }

    /** Shows an error. */
    public void show(Diagnosis diagnosis) {
        err.println(diagnosis.render());
        err.flush();
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
