package dev.assay.history;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** Tells what is the matter with a file of history, and moves a damaged one out of the way. */
final class Trouble {
    private Trouble() {}

    static boolean isDamage(Exception e) {
        if (e instanceof SQLException sql) {
            int code = sql.getErrorCode() & 0xFF;
            return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
        }
        return e instanceof DamagedException;
    }

    /**
     * Moves a damaged file to {@code <name>.damaged-<n>}, together with its journal: SQLite would take that for the
     * journal of the next file of the name.
     *
     * @return what to tell; null when another process has moved the file meanwhile
     */
    static @Nullable Diagnosis moveAside(Path file, Exception damage) throws IOException {
        synchronized (Trouble.class) {
            try (FileChannel lock = FileChannel.open(sibling(file, ".lock"), CREATE, WRITE);
                    FileLock held = lock.lock()) {
                return held.isValid() && isStillDamaged(file) ? move(file, damage) : null;
            }
        }
    }

    private static boolean isStillDamaged(Path file) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try (Database database = Database.open(file)) {
            return !database.isSound();
        } catch (SQLException | DamagedException | Database.UnreadableException e) {
            return isDamage(e);
        }
    }

    private static Diagnosis move(Path file, Exception damage) throws IOException {
        int n = 1;
        while (Files.exists(sibling(file, ".damaged-" + n))) {
            n++;
        }
        Path aside = sibling(file, ".damaged-" + n);
        Files.move(file, aside, ATOMIC_MOVE);
        for (String suffix : new String[] {"-journal", "-wal", "-shm"}) {
            if (Files.exists(sibling(file, suffix))) {
                Files.move(sibling(file, suffix), sibling(aside, suffix), ATOMIC_MOVE);
            }
        }
        return Diagnosis.of("ASSAY-HIST-001", "the history is damaged and was moved aside; a new one begins.")
                .with("history", file)
                .with("moved to", aside)
                .with("found", words(damage))
                .because("what cannot be trusted must not plan a run; only costs, trends and flakiness are lost")
                .toFix("nothing: the next runs teach it again")
                .toFix("assay history merge OTHER, where another copy exists; then delete " + aside.getFileName());
    }

    private static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    static Diagnosis diagnose(Path file, Exception e) {
        if (e instanceof Database.UnreadableException unreadable) {
            return unreadable(file, unreadable.version);
        }
        if (e instanceof SQLException sql && isBusy(sql)) {
            return Diagnosis.of("ASSAY-HIST-004", "the history is in use; this run goes on without it.")
                    .with("history", file)
                    .with("found", words(e))
                    .because("another process has held it for more than " + Database.BUSY_MILLIS / 1000 + " seconds")
                    .toFix("end the process that holds it: fuser " + file)
                    .toFix("--history FILE, to keep a history of its own");
        }
        return Diagnosis.of("ASSAY-HIST-002", "the history cannot be read or written; this run goes on without it.")
                .with("history", file)
                .with("found", words(e))
                .because("costs, trends and flakiness are kept there; a full disk or a read-only place keeps none")
                .toFix("free some space, or make the folder writable")
                .toFix("--history FILE, in a place that can be written");
    }

    private static Diagnosis unreadable(Path file, long version) {
        if (version > 0) {
            return Diagnosis.of("ASSAY-HIST-003", "a newer Assay wrote the history; this run goes on without it.")
                    .with("history", file)
                    .with("its version", version)
                    .with("known up to", Database.VERSION)
                    .because("what is written in a form not known here could be misread, or spoilt")
                    .toFix("use the newer Assay")
                    .toFix("--history FILE, to keep a history of its own");
        }
        return Diagnosis.of("ASSAY-HIST-003", "the file is a database, and no history; this run goes on without it.")
                .with("history", file)
                .because("Assay does not write into a database that is not its own")
                .toFix("--history FILE, naming a history or a file that does not exist yet");
    }

    private static boolean isBusy(SQLException e) {
        int code = e.getErrorCode() & 0xFF;
        return code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    private static String words(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
