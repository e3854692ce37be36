package dev.assay.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.assay.core.Diagnosis;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run, its own also when several runs write below one folder at once.
 *
 * <p>{@link #below} makes {@code <base>/<run>}; {@code <base>/latest} then leads to the newest run that came to its
 * end: a killed run leaves it as it was. Where the file system has no symbolic links, {@code latest.txt} names that
 * run instead. {@link #exactly} writes into {@code <out>/.run-<run>} and moves all of it up at the end, so that an
 * earlier run's reports stay whole until the new ones are.
 *
 * @since 0.1
 */
public final class RunFolder {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int TRIES = 100;

    private final String runId;
    private final Path path;
    private final Path place;
    private final Path base;

    private RunFolder(String runId, Path path, Path place, Path base) {
        this.runId = runId;
        this.path = path;
        this.place = place;
        this.base = base;
    }

    /**
     * Creates a folder named after the run below the given one, such as {@code target/assay}.
     *
     * @param now when the run begins
     * @param random tells runs of one second apart
     * @throws dev.assay.core.DiagnosisException ASSAY-REP-001 if it cannot be created
     */
    public static RunFolder below(Path base, Instant now, RandomGenerator random) {
        return create(base, "", now, random, false);
    }

    /**
     * Creates a folder for a run whose reports are to lie in exactly the given one.
     *
     * @param now when the run begins
     * @param random tells runs of one second apart
     * @throws dev.assay.core.DiagnosisException ASSAY-REP-001 if it cannot be created
     */
    public static RunFolder exactly(Path out, Instant now, RandomGenerator random) {
        return create(out, ".run-", now, random, true);
    }

    /** Returns the run's name: {@code 20261120-141503-7f3a}. */
    public String runId() {
        return runId;
    }

    /** Returns where to write while the run goes on. */
    public Path path() {
        return path;
    }

    /** Returns where the reports lie once {@link #finish} was called. */
    public Path place() {
        return place;
    }

    /**
     * Makes the reports the newest ones; call it when all files are written and closed.
     *
     * @throws IOException if they cannot be moved, or the link cannot be written
     */
    public void finish() throws IOException {
        if (place.equals(path)) {
            pointLatest();
        } else {
            moveUp();
        }
    }

    /**
     * Removes the folder of a run that never began.
     *
     * @throws IOException if it cannot be removed
     */
    public void discard() throws IOException {
        delete(path);
    }

    private static RunFolder create(Path base, String prefix, Instant now, RandomGenerator random, boolean exactly) {
        try {
            Path real = Files.createDirectories(base).toRealPath();
            for (int i = 0; ; i++) {
                String id = STAMP.format(now) + String.format(Locale.ROOT, "-%04x", random.nextInt(1 << 16));
                Path folder = real.resolve(prefix + id);
                try {
                    Files.createDirectory(folder);
                    return new RunFolder(id, folder, exactly ? real : folder, real);
                } catch (FileAlreadyExistsException e) {
                    if (i == TRIES) {
                        throw e;
                    }
                }
            }
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-REP-001", "the folder for the reports cannot be created.")
                    .with("folder", base.toAbsolutePath())
                    .with("error", Problem.of(e))
                    .because("each run has a folder of its own for its reports")
                    .toFix("make the folder writable, or remove the file in its place")
                    .toFix("assay test --out DIR, with another folder")
                    .exception(e);
        }
    }

    private void pointLatest() throws IOException {
        Path latest = base.resolve("latest");
        if (newest(latest).compareTo(runId) > 0) {
            return;
        }
        Path beside = base.resolve(".latest-" + runId);
        try {
            Files.createSymbolicLink(beside, path.getFileName());
            AtomicFile.move(beside, latest);
            Files.deleteIfExists(base.resolve("latest.txt"));
        } catch (IOException | UnsupportedOperationException e) {
            Files.deleteIfExists(beside);
            AtomicFile.write(base.resolve("latest.txt"), out -> out.write((runId + "\n").getBytes(UTF_8)));
        }
    }

    /** Returns the run to which the link leads; of two runs at once, the one that began later is the newest. */
    private static String newest(Path latest) throws IOException {
        if (!Files.isSymbolicLink(latest)) {
            return "";
        }
        return String.valueOf(Files.readSymbolicLink(latest).getFileName());
    }

    private void moveUp() throws IOException {
        Path old = path.resolve(".old");
        Files.createDirectory(old);
        List<Path> entries;
        try (Stream<Path> all = Files.list(path)) {
            entries = all.filter(entry -> !entry.equals(old)).toList();
        }
        for (String report : List.of(ClassFiles.XML, ClassFiles.OUTPUT)) {
            moveAway(place.resolve(report), old);
        }
        for (Path entry : entries) {
            moveAway(place.resolve(entry.getFileName()), old);
            AtomicFile.move(entry, place.resolve(entry.getFileName()));
        }
        delete(path);
    }

    private static void moveAway(Path earlier, Path old) throws IOException {
        if (Files.exists(earlier, LinkOption.NOFOLLOW_LINKS)) {
            AtomicFile.move(earlier, old.resolve(earlier.getFileName()));
        }
    }

    private static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
