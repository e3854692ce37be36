package dev.assay.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;

/** A {@link PrintStream} that says when it cannot be written to. It stays open. */
final class StrictOutput extends OutputStream {
    private final PrintStream out;

    StrictOutput(PrintStream out) {
        this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        check();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        out.write(bytes, from, length);
        check();
    }

    @Override
    public void flush() throws IOException {
        check();
    }

    /** Flushes, too. */
    private void check() throws IOException {
        if (out.checkError()) {
            IOException known = out instanceof RememberingStream remembering ? remembering.failure() : null;
            throw new IOException(known == null ? "the stream cannot be written to" : known.getMessage(), known);
        }
    }
}
