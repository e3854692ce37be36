package dev.assay.junit.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The gate to a fixture of a run, through which one thread of one JVM goes at a time, and the list of JVMs that use it.
 *
 * <p>Both are locks of files, which a JVM has for all of its threads: a second one would not wait, but fail. So its threads
 * wait for each other here, and count how many of them use the fixture.
 */
final class FixtureGate {
    private static final Map<Path, FixtureGate> OF_JVM = new ConcurrentHashMap<>();

    private final Path address;
    private final ReentrantLock threads = new ReentrantLock();
    private int users;
    private @Nullable RandomAccessFile file;
    private @Nullable FileLock use;

    private FixtureGate(Path address) {
        this.address = address;
    }

    /** Returns the gate of the fixture whose address is in a file. */
    static FixtureGate of(Path address) {
        return OF_JVM.computeIfAbsent(address.toAbsolutePath().normalize(), FixtureGate::new);
    }

    Path address() {
        return address;
    }

    /** A thread that is in the gate until this is closed. */
    record Entered(ReentrantLock threads, FileChannel gate) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            try {
                gate.close(); // which gives back its lock
            } finally {
                threads.unlock();
            }
        }
    }

    /** Waits for all others, of this JVM and of others. */
    Entered enter() throws IOException {
        threads.lock();
        try {
            FileChannel gate = FileChannel.open(beside(".gate"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                gate.lock();
                return new Entered(threads, gate);
            } catch (IOException | RuntimeException e) {
                gate.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            threads.unlock();
            throw e;
        }
    }

    /** Adds this JVM to those that use the fixture; to be called in the gate. */
    void use() throws IOException {
        if (users == 0) {
            RandomAccessFile opened = new RandomAccessFile(beside(".users").toFile(), "rw");
            try {
                use = opened.getChannel().lock(0, Long.MAX_VALUE, true);
                file = opened;
            } catch (IOException | RuntimeException e) {
                opened.close();
                throw e;
            }
        }
        users++;
    }

    /** Takes back {@link #use()}; returns whether nobody uses it any more, who can then not attach either. */
    boolean leave() throws IOException {
        try (Entered alone = enter()) {
            users--;
            FileLock own = use;
            RandomAccessFile opened = file;
            if (users > 0 || own == null || opened == null) {
                return false;
            }
            use = null;
            file = null;
            try (opened) {
                own.release();
                try (FileLock all = opened.getChannel().tryLock()) {
                    return all != null && Files.deleteIfExists(address);
                }
            }
        }
    }

    private Path beside(String suffix) {
        return address.resolveSibling(address.getFileName() + suffix);
    }
}
