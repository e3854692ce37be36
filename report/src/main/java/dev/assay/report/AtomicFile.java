package dev.assay.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A file that readers see whole or not at all: it is written beside its place and moved there.
 *
 * @since 0.1
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** Writes a file's bytes. */
    @FunctionalInterface
    public interface Content {
        /**
         * Writes all of the file.
         *
         * @throws IOException if that fails; the file's place then stays as it was
         */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file, its folders included; an older file of that name is replaced at the end.
     *
     * @throws IOException if it cannot be written, for example on a full disk; nothing is left behind then
     */
    public static void write(Path file, Content content) throws IOException {
        Path beside = beside(file);
        Files.createDirectories(beside.toAbsolutePath().getParent());
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside), 1 << 14)) {
                content.writeTo(out);
            }
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** Returns where to write what is later moved to the given place. */
    public static Path beside(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".part");
    }

    /**
     * Moves a file or folder to its place, in one step where the file system can do that.
     *
     * @throws IOException if it cannot be moved
     */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
