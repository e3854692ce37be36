package dev.assay.cli;

import dev.assay.core.Diagnosis;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;

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

    /**
     * Returns the stream for results as one that throws an {@link java.io.IOException} where results are lost, as on a full
     * disk. Its flush tells of all that was lost before, too.
     */
    public OutputStream strict() {
        return new StrictOutput(out);
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new RememberingStream(new FileOutputStream(descriptor));
    }
}
