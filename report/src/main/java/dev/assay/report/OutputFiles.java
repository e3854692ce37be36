package dev.assay.report;

import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes what the tests wrote, byte for byte and in order, a file per class; a class that writes nothing has none.
 *
 * <p>Memory does not depend on how much is written, and only so many files are open at once.
 *
 * @since 0.1
 */
public final class OutputFiles implements RunListener, AutoCloseable {
    private static final int OPEN = 32;
    private static final int BUFFER = 1 << 14;

    private final Path folder;
    private final Map<Integer, Path> byPart = new HashMap<>();
    private final LinkedHashMap<Path, OutputStream> open = new LinkedHashMap<>(16, 0.75f, true);
    private ClassFiles files = new ClassFiles(List.of());

    /** Writes into a run's folder. */
    public OutputFiles(Path folder) {
        this.folder = folder;
    }

    /**
     * Takes the next event.
     *
     * @throws UncheckedIOException if a file cannot be written, for example on a full disk
     */
    @Override
    public void on(RunEvent event) {
        try {
            if (event instanceof RunEvent.Output output) {
                stream(output.part()).write(output.bytes());
            } else if (event instanceof RunEvent.PartStarted part) {
                byPart.put(part.part(), files.output(part.suite(), part.className()));
            } else if (event instanceof RunEvent.ClassFinished finished) {
                Path file = files.output(finished.suite(), finished.className());
                byPart.values().removeIf(file::equals);
                shut(file);
            } else if (event instanceof RunEvent.RunStarted started) {
                files = new ClassFiles(started.suites());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        for (Path file : List.copyOf(open.keySet())) {
            shut(file);
        }
    }

    private OutputStream stream(int part) throws IOException {
        Path file = byPart.getOrDefault(part, Path.of(ClassFiles.OUTPUT, "_workers.txt"));
        OutputStream stream = open.get(file);
        if (stream == null) {
            if (open.size() >= OPEN) {
                shut(open.keySet().iterator().next());
            }
            Path place = folder.resolve(file);
            Files.createDirectories(place.getParent());
            stream = new BufferedOutputStream(
                    Files.newOutputStream(place, StandardOpenOption.CREATE, StandardOpenOption.APPEND), BUFFER);
            open.put(file, stream);
        }
        return stream;
    }

    private void shut(Path file) throws IOException {
        OutputStream stream = open.remove(file);
        if (stream != null) {
            stream.close();
        }
    }
}
