package dev.assay.sql.tier;

import dev.assay.core.Diagnosis;
import dev.assay.core.DiagnosisException;
import dev.assay.sql.Tier;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A folder for databases of this JVM, deleted when the JVM ends; if that is killed, by the next JVM that makes one.
 *
 * <p>Thread-safe.
 */
final class SqliteFolder {
    private static final String NAME = "assay-sqlite-";

    /** Of a file beside the folder, which is locked as long as its JVM lives. */
    private static final String LOCK = ".lock";

    private static final String OWN = NAME + ProcessHandle.current().pid() + "-";

    private final Path path;
    private final AtomicLong count = new AtomicLong();

    private SqliteFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes one.
     *
     * @param below the folder that it is made in
     * @throws DiagnosisException ASSAY-SQL-078 if it cannot be made
     */
    static SqliteFolder create(Path below) {
        try {
            sweep(below);
            for (int number = 1; ; number++) {
                Path path = below.resolve(OWN + number);
                try {
                    // Locked before there is a folder, or another JVM could take that for a dead one's.
                    FileChannel lock =
                            FileChannel.open(lock(path), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                    lock.lock();
                    Files.createDirectory(path);
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(path, lock), "assay-sqlite"));
                    return new SqliteFolder(path);
                } catch (FileAlreadyExistsException e) {
                    continue; // Another content's.
                }
            }
        } catch (IOException e) {
            throw unwritable(below.resolve(OWN), e);
        }
    }

    private static Path lock(Path folder) {
        return folder.resolveSibling(folder.getFileName() + LOCK);
    }

    static DiagnosisException unwritable(Path path, IOException e) {
        return Diagnosis.of("ASSAY-SQL-078", "a SQLite for a test cannot be written.")
                .with("tier", Tier.MEMORY)
                .with("file", path)
                .with("reason", e)
                .because("each test has a copy of its own, a file in the temporary folder")
                .toFix("free space there, or -Djava.io.tmpdir=DIR with a folder that can be written")
                .exception(e);
    }

    /** Deletes the folders of JVMs that were killed. */
    private static void sweep(Path below) throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(
                below, each -> each.getFileName().toString().startsWith(NAME) && Files.isDirectory(each))) {
            for (Path each : folders) {
                // To close a file ends all locks that its own JVM has on it.
                if (!each.getFileName().toString().startsWith(OWN) && isDead(each)) {
                    delete(each);
                }
            }
        }
    }

    private static boolean isDead(Path folder) {
        try (FileChannel channel = FileChannel.open(lock(folder), StandardOpenOption.WRITE)) {
            return channel.tryLock() != null;
        } catch (IOException e) {
            return false; // Another user's, or deleted at this moment.
        }
    }

    /** The lock has to be there until then, and is as long as somebody refers to it. */
    private static void end(Path folder, FileChannel lock) {
        delete(folder);
        try {
            lock.close();
        } catch (IOException e) {
            // It ends with the JVM.
        }
    }

    private static void delete(Path folder) {
        try {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path each : files) {
                    Files.deleteIfExists(each);
                }
            }
            Files.deleteIfExists(folder);
            Files.deleteIfExists(lock(folder));
        } catch (IOException e) {
            // Somebody still writes there, and the next JVM will delete it.
        }
    }

    /** Returns a file that is not there. */
    Path file() {
        return path.resolve(count.incrementAndGet() + ".db");
    }
}
