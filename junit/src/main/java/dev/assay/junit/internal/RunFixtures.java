package dev.assay.junit.internal;

import dev.assay.junit.Fixture;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Fixtures that the JVMs of a run share: the first one opens, the others attach, and the last one closes.
 *
 * <p>In the run's folder lies a file with the fixture's address, and one on which each JVM that uses it holds a lock, which
 * ends with the JVM, however that ends.
 */
final class RunFixtures {
    /** Names a file in the run's folder, where a JVM is a part of a run. */
    private static final String RUN = "ASSAY_RUN";

    private RunFixtures() {}

    /**
     * What a fixture is to other JVMs.
     *
     * @param address the file with its address
     * @param users who uses it
     * @param use this JVM's lock among them
     */
    record Shared(Path address, RandomAccessFile users, FileLock use) {
        /** Tells whether no other JVM uses it, and keeps others from attaching if so. */
        boolean isLast() throws IOException {
            try (FileChannel gate = gate(address);
                    FileLock alone = gate.lock()) {
                use.release();
                try (FileLock all = users.getChannel().tryLock()) {
                    return all != null && Files.deleteIfExists(address);
                } finally {
                    users.close();
                }
            }
        }
    }

    static <T> OpenFixtures.Open<T> open(Fixture<T> fixture, Fixture.Opened required) throws Exception {
        return open(folder(), fixture, required);
    }

    static <T> OpenFixtures.Open<T> open(@Nullable Path folder, Fixture<T> fixture, Fixture.Opened required)
            throws Exception {
        if (folder == null) {
            return new OpenFixtures.Open<>(fixture, fixture.open(required), null);
        }
        String name = fixture.getClass().getName() + " " + fixture.configuration();
        Path address = folder.resolve("fixture-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
        try (FileChannel gate = gate(address);
                FileLock alone = gate.lock()) {
            Optional<T> there = attached(address, fixture);
            T value = there.isPresent() ? there.get() : fixture.open(required);
            Optional<String> where = fixture.address(value);
            if (where.isEmpty()) {
                return new OpenFixtures.Open<>(fixture, value, null);
            }
            if (there.isEmpty()) {
                Path beside = Files.writeString(address.resolveSibling(address.getFileName() + ".new"), where.get());
                Files.move(beside, address, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
            RandomAccessFile users = new RandomAccessFile(
                    address.resolveSibling(address.getFileName() + ".users").toFile(), "rw");
            return new OpenFixtures.Open<>(
                    fixture,
                    value,
                    new Shared(address, users, users.getChannel().lock(0, Long.MAX_VALUE, true)));
        }
    }

    /** Returns one that another JVM has opened, and that works. */
    private static <T> Optional<T> attached(Path address, Fixture<T> fixture) {
        try {
            if (Files.exists(address)) {
                T value = fixture.attach(Files.readString(address));
                if (fixture.isHealthy(value)) {
                    return Optional.of(value);
                }
            }
        } catch (Exception e) {
            // It went with the JVM that opened it.
        }
        return Optional.empty();
    }

    private static FileChannel gate(Path address) throws IOException {
        return FileChannel.open(
                address.resolveSibling(address.getFileName() + ".gate"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
    }

    private static @Nullable Path folder() {
        String file = System.getenv(RUN);
        if (file == null || file.isBlank() || !Files.exists(Path.of(file))) {
            return null;
        }
        return Path.of(file).toAbsolutePath().getParent();
    }
}
