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

/** What a release has, taken from the build under test, and suites of fixtures for it. */
final class Distribution {
    private Distribution() {}

    /** Makes a distribution with the worker that the build has: its jar, or its classes where nothing was packaged. */
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

    /** Returns the named fixtures as a suite that runs in the given folder. */
    static Suite suite(String name, Path folder, List<String> classes) {
        return new Suite(
                name,
                List.of(testClasses()),
                classpath(),
                List.of(),
                folder.toString(),
                Path.of(System.getProperty("java.home"), "bin", "java"),
                List.of("-XX:TieredStopAtLevel=1"),
                Map.of(),
                Map.of(),
                classes,
                List.of(),
                "",
                "",
                true,
                List.of());
    }

    private static List<Path> classpath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    private static Path testClasses() {
        try {
            return Path.of(Distribution.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
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
}
