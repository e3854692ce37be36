package dev.assay.report.xml;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Text that waits for what comes before it: in memory while it is short, else in a file. */
final class Spool {
    private static final int IN_MEMORY = 1 << 14;

    private final Path file;
    private final StringBuilder text = new StringBuilder();
    private @Nullable OutputStream spilled;

    Spool(Path file) {
        this.file = file;
    }

    void add(String more) throws IOException {
        text.append(more);
        if (text.length() > IN_MEMORY) {
            if (spilled == null) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                spilled = new BufferedOutputStream(Files.newOutputStream(file));
            }
            flushTo(spilled);
        }
    }

    /** Writes all of it, and forgets it. */
    void moveTo(OutputStream out) throws IOException {
        if (spilled != null) {
            spilled.close();
            spilled = null;
            Files.copy(file, out);
            Files.delete(file);
        }
        flushTo(out);
    }

    /** Forgets what was not moved. */
    void drop() throws IOException {
        if (spilled != null) {
            spilled.close();
            Files.deleteIfExists(file);
        }
    }

    private void flushTo(OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
