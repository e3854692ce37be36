package dev.assay.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A stream of text in UTF-8 that remembers why it could not be written to, which a {@link PrintStream} forgets. */
final class RememberingStream extends PrintStream {
    private final Memory memory;

    RememberingStream(OutputStream out) {
        this(new Memory(out));
    }

    private RememberingStream(Memory memory) {
        super(memory, true, StandardCharsets.UTF_8);
        this.memory = memory;
    }

    /** Returns the first failure; null if there is none. */
    @Nullable IOException failure() {
        return memory.failure;
    }

    private static final class Memory extends FilterOutputStream {
        private volatile @Nullable IOException failure;

        Memory(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            try {
                out.write(bytes, from, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
