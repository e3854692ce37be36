package dev.assay.sql.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Folders that are dear to make and never change, by a name that says what is in them. A folder is made beside its place
 * and moved there, by one process at a time: whoever finds it finds all of it.
 */
final class Cache {
    /** File locks are a process's; its threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final Path root;

    Cache(Path root) {
        this.root = root;
    }

    /** Fills an empty folder. */
    @FunctionalInterface
    interface Maker {
        void make(Path folder) throws IOException;
    }

    /** Returns the folder of a name, made if it is not there. */
    Path folder(String name, Maker maker) throws IOException {
        Path place = root.resolve(name);
        if (Files.isDirectory(place)) {
            return place;
        }
        return locked(root.resolve(name + ".lock"), () -> {
            if (Files.isDirectory(place)) {
                return place;
            }
            Path beside = Files.createTempDirectory(root, name + ".");
            try {
                maker.make(beside);
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                delete(beside);
                throw e;
            }
            return place;
        });
    }

    /** Does something while no other thread or process does anything under the same file. */
    interface Work<T> {
        T run() throws IOException;
    }

    /** Works under a lock, which the system opens when the process dies. */
    static <T> T locked(Path file, Work<T> work) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        THREADS.lock();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            if (!lock.isValid()) {
                throw new IOException("the lock of " + file + " was lost");
            }
            return work.run();
        } finally {
            THREADS.unlock();
        }
    }

    /** Copies all of a folder. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(
                        file,
                        to.resolve(from.relativize(file).toString()),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /** Deletes a folder and all below it; what is gone already is no error. */
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Path each : all) {
            Files.deleteIfExists(each);
        }
    }
}
