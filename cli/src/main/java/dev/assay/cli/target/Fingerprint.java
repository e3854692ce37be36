package dev.assay.cli.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** A number that differs whenever a file, by its path, size or time of change, or a fact given to it differs. */
final class Fingerprint {
    private static final Set<String> IGNORED =
            Set.of(".assay", ".git", ".gradle", ".hg", ".idea", ".settings", ".svn", ".vscode", "node_modules");

    private final List<String> lines = new ArrayList<>();
    private FileTime newest = FileTime.fromMillis(0);

    Fingerprint fact(String name, Object value) {
        lines.add(name + "=" + value);
        return this;
    }

    /** Adds a file or an empty place, and nothing below it. */
    Fingerprint file(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            lines.add(attributes.isDirectory() ? file + "/" : line(file, attributes));
        } catch (IOException missing) {
            lines.add(file + " is missing");
        }
        return this;
    }

    /** Adds every file of a tree, apart from what versions and editors keep there, and from some files and folders. */
    Fingerprint tree(Path root, Collection<Path> without) {
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ignored = IGNORED.contains(String.valueOf(folder.getFileName()))
                            || without.contains(folder)
                            || Files.exists(folder.resolve("events.bin"));
                    return ignored && !folder.equals(root) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (without.contains(file)) {
                        return FileVisitResult.CONTINUE;
                    }
                    lines.add(line(file, attributes));
                    FileTime changed = attributes.lastModifiedTime();
                    newest = changed.compareTo(newest) > 0 ? changed : newest;
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
                    lines.add(file + " cannot be read");
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            lines.add(root + " cannot be read");
        }
        return this;
    }

    /** Returns when the newest file of the trees added so far was changed; 1970 where there is none. */
    FileTime newest() {
        return newest;
    }

    String value() {
        Collections.sort(lines);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : lines) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String line(Path file, BasicFileAttributes attributes) {
        return file + " " + attributes.size() + " " + attributes.lastModifiedTime();
    }
}
