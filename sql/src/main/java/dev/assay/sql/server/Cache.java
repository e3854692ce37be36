package dev.assay.sql.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Folders that are dear to make and never change, by a name that says what is in them. A folder is made beside its place
 * and moved there, by one process at a time: whoever finds it finds all of it.
 */
final class Cache {
    /** File locks are a process's; its threads need one of their own. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    /** What is made or deleted has a name that ends with this, where processes are counted, and the one that does it. */
    private static final String MAKING = ".making-";

    private static final String USED = ".used";
    private static final String LOCK = ".lock";

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
        return locked(root.resolve(name + LOCK), () -> {
            if (Files.isDirectory(place)) {
                return place;
            }
            return add(name, maker);
        });
    }

    /** Makes a folder beside its place, and moves it there. */
    Path add(String name, Maker maker) throws IOException {
        Path place = root.resolve(name);
        Path beside = root.resolve(name + making() + ProcessId.self().name());
        try {
            maker.make(Files.createDirectories(beside));
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException | RuntimeException e) {
            delete(beside);
            throw e;
        }
        return place;
    }

    /** Notes that an entry is used now, by the clock of the file system. */
    void use(Path entry) throws IOException {
        Files.write(used(entry), new byte[] {'\n'});
    }

    /** Returns when an entry was last used. */
    FileTime lastUse(Path entry) throws IOException {
        Path used = used(entry);
        return Files.getLastModifiedTime(Files.exists(used) ? used : entry);
    }

    private static Path used(Path entry) {
        return entry.resolveSibling(entry.getFileName() + USED);
    }

    /** Returns the folders of which all is there. */
    List<Path> entries() throws IOException {
        return folders(name -> !name.contains(MAKING) && !name.equals(Registry.FOLDER));
    }

    /** Deletes what processes have left half-made or half-deleted that were killed. */
    List<PostgresCache.Freed> sweep() throws IOException {
        String making = making();
        List<Path> left = folders(name -> {
            int at = name.indexOf(making);
            return at >= 0 && ProcessId.isDead(name.substring(at + making.length()));
        });
        List<PostgresCache.Freed> freed = new ArrayList<>();
        for (Path each : left) {
            try {
                PostgresCache.Freed all = new PostgresCache.Freed(each, size(each));
                delete(each);
                freed.add(all);
            } catch (IOException e) {
                // Another process deletes it too.
            }
        }
        return freed;
    }

    private static String making() {
        return MAKING + ProcessId.space() + "-";
    }

    private List<Path> folders(Predicate<String> wanted) throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(each -> Files.isDirectory(each)
                            && wanted.test(each.getFileName().toString()))
                    .sorted()
                    .toList();
        }
    }

    /** Takes an entry away, at once for all who look for it, and deletes it then. */
    void remove(Path entry) throws IOException {
        Path gone = entry.resolveSibling(
                entry.getFileName() + making() + ProcessId.self().name());
        delete(gone);
        try {
            Files.move(entry, gone, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException e) {
            // Another process was faster.
            return;
        }
        delete(gone);
        // Its lock stays: another process may hold it, and who made a new one would hold it too.
        Files.deleteIfExists(used(entry));
    }

    /** Removes what was used longest ago until all takes no more than that. */
    void limit(long bytes, Predicate<Path> inUse) throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        Map<Path, FileTime> uses = new HashMap<>();
        for (Path entry : entries()) {
            sizes.put(entry, size(entry));
            uses.put(entry, lastUse(entry));
        }
        long all = sizes.values().stream().mapToLong(Long::longValue).sum();
        // Programs are dearer than what was made by them.
        List<Path> oldest = new ArrayList<>(sizes.keySet());
        oldest.sort(Comparator.comparing((Path entry) -> !Kept.is(entry)).thenComparing(uses::get));
        for (Path entry : oldest) {
            if (all > bytes && !inUse.test(entry)) {
                remove(entry);
                all -= sizes.getOrDefault(entry, 0L);
            }
        }
    }

    Registry registry() {
        return new Registry(root);
    }

    /** Returns how many bytes all files of a folder have. */
    static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long sum = 0;
            for (Path file : (Iterable<Path>) files::iterator) {
                sum += Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) ? Files.size(file) : 0;
            }
            return sum;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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
        } catch (UncheckedIOException e) {
            throw e.getCause();
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
