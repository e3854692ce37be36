package dev.assay.data.load;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Files that are written beside their places and take them once all are complete; until then {@link #close} leaves nothing
 * of them, nor of folders made for them.
 */
final class PartFiles implements AutoCloseable {
    private final Path folder;
    private final Deque<Path> madeFolders = new ArrayDeque<>();
    private final Map<Path, Path> parts = new LinkedHashMap<>();
    private final List<OutputStream> streams = new ArrayList<>();
    private boolean complete;

    private PartFiles(Path folder) {
        this.folder = folder;
    }

    static PartFiles in(Path folder) throws IOException {
        PartFiles files = new PartFiles(folder);
        for (Path at = folder.toAbsolutePath(); at != null && !Files.exists(at); at = at.getParent()) {
            files.madeFolders.add(at);
        }
        Files.createDirectories(folder);
        return files;
    }

    OutputStream open(String name) throws IOException {
        Path place = folder.resolve(name);
        Path part = reserve(name, "part");
        parts.put(part, place);
        OutputStream stream = Files.newOutputStream(part);
        streams.add(stream);
        return stream;
    }

    /** Makes an empty file of a name that no other load uses. */
    private Path reserve(String name, String suffix) throws IOException {
        for (int number = 1; ; number++) {
            try {
                return Files.createFile(folder.resolve("." + name + "." + number + "." + suffix));
            } catch (FileAlreadyExistsException e) {
                // Another load's, or what is left of one that was killed.
                continue;
            }
        }
    }

    /** Lets files take their places, all or none: what was there is put back if one of them cannot. */
    void complete() throws IOException {
        for (OutputStream stream : streams) {
            stream.close();
        }
        Deque<Replaced> replaced = new ArrayDeque<>();
        try {
            for (Map.Entry<Path, Path> each : parts.entrySet()) {
                Path place = each.getValue();
                replaced.push(new Replaced(place, aside(place)));
                move(each.getKey(), place);
            }
        } catch (IOException e) {
            for (Replaced each : replaced) {
                putBack(each, e);
            }
            throw e;
        }
        complete = true;
        for (Replaced each : replaced) {
            forget(each.old());
        }
    }

    /** A place, and where the file that was there is meanwhile; null if there was none. */
    private record Replaced(Path place, @Nullable Path old) {}

    private @Nullable Path aside(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            throw new FileSystemException(place.toString(), null, "a folder is there");
        } else if (!Files.exists(place)) {
            return null;
        }
        Path old = reserve(String.valueOf(place.getFileName()), "old");
        try {
            move(place, old);
        } catch (IOException e) {
            forget(old);
            throw e;
        }
        return old;
    }

    private static void putBack(Replaced each, IOException reason) {
        try {
            Path old = each.old();
            if (old == null) {
                Files.deleteIfExists(each.place());
            } else {
                move(old, each.place());
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
    }

    private static void forget(@Nullable Path old) {
        try {
            if (old != null) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            // All is where it belongs; a hidden file too many is no reason to say otherwise.
            return;
        }
    }

    private static void move(Path part, Path place) throws IOException {
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, place, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    @Override
    public void close() throws IOException {
        if (complete) {
            return;
        }
        for (OutputStream stream : streams) {
            try {
                stream.close();
            } catch (IOException e) {
                // The file is about to go, so that it does not matter what it lacks.
                continue;
            }
        }
        for (Path part : parts.keySet()) {
            Files.deleteIfExists(part);
        }
        for (Path made : madeFolders) {
            Files.deleteIfExists(made);
        }
    }

    static RuntimeException unwritten(String where, String remains, long rows, IOException reason) {
        String why = reason instanceof FileSystemException file && file.getReason() != null
                ? file.getReason() + ": " + file.getFile()
                : String.valueOf(reason.getMessage());
        return Diagnosis.of("ASSAY-DATA-068", "rows could not be written.")
                .with("to", where)
                .with("rows", rows + " until then")
                .with("remains", remains)
                .because(why)
                .toFix("a place with room that may be written to")
                .exception(reason);
    }
}
