package dev.assay.cli;

import dev.assay.run.Suite;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** What a distribution holds, out of the build's own classpath. */
final class TestDistribution {
    private TestDistribution() {}

    /** Lays out a distribution with the worker that the build has: its jar, or its classes where none was packaged. */
    static Path in(Path folder) throws IOException {
        Path home = folder.resolve("home");
        Path worker = Files.createDirectories(home.resolve("worker")).resolve("assay-worker.jar");
        Path built = classpath().stream()
                .filter(entry ->
                        entry.toString().contains(Path.of("worker", "target").toString()))
                .findFirst()
                .orElseThrow();
        if (Files.isRegularFile(built)) {
            Files.copy(built, worker, StandardCopyOption.REPLACE_EXISTING);
        } else {
            jar(built, worker);
        }
        return home;
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                zip.putNextEntry(
                        new ZipEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, zip);
            }
        }
    }

    static List<Path> classpath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** Returns the folder of this module's test classes. */
    static Path testClasses() {
        try {
            return Path.of(TestDistribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a suite of fixture classes that run in a folder. */
    static Suite suite(String name, Path folder, Class<?>... classes) {
        return new Suite(
                name,
                List.of(testClasses()),
                classpath(),
                List.of(),
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of(),
                Map.of(),
                Map.of(),
                Arrays.stream(classes).map(Class::getName).toList(),
                List.of(),
                "",
                "",
                true,
                List.of());
    }
}
