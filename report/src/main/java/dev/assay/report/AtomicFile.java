package dev.assay.report;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
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
        boolean moved = false;
        try {
            try (OutputStream out = new BufferedOutputStream(open(beside), 1 << 14)) {
                content.writeTo(out);
            }
            move(beside, file);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(beside);
            }
        }
    }

    /** Thousands of files go into one folder: asking for each whether it exists would take as long as writing it. */
    private static OutputStream open(Path file) throws IOException {
        try {
            return Files.newOutputStream(file);
        } catch (NoSuchFileException e) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.newOutputStream(file);
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
