package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The {@code java} command that tests are run with. */
final class JavaCommand {
    private static final int OLDEST = 17;
    private static final int FIRST_CLASS_VERSION = 44;

    private JavaCommand() {}

    static Path current() {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return Path.of(System.getProperty("java.home"), "bin", windows ? "java.exe" : "java");
    }

    /**
     * Checks that a suite's Java can run both the worker and the suite's classes.
     *
     * @throws dev.assay.core.DiagnosisException if it is too old
     */
    static void check(Suite suite) {
        int java = release(suite.java());
        if (java < OLDEST) {
            throw Diagnosis.of("ASSAY-MVN-013", "the suite's Java is older than Assay needs.")
                    .with("suite", suite.name())
                    .with("java", suite.java() + " (" + java + ")")
                    .because("Assay's workers run on Java " + OLDEST + " and newer")
                    .toFix("set jvm or jdkToolchain to Java " + OLDEST + " or newer, or leave it out")
                    .exception();
        }
        for (Path root : suite.scan()) {
            int needed = sampled(root);
            if (needed > java) {
                throw Diagnosis.of("ASSAY-MVN-014", "the test classes are newer than the suite's Java.")
                        .with("suite", suite.name())
                        .with("classes", root + " (compiled for Java " + needed + ")")
                        .with("java", suite.java() + " (" + java + ")")
                        .toFix("run Assay on Java " + needed + " or newer: JAVA_HOME=... assay test")
                        .toFix("compile with --release " + java)
                        .exception();
            }
        }
    }

    /** Returns the feature number of a Java, from the file that each JDK since 8 has; this Java's own if unknown. */
    private static int release(Path command) {
        int own = Runtime.version().feature();
        Path bin = command.getParent();
        Path file = bin == null ? command : bin.resolveSibling("release");
        if (command.equals(current()) || !Files.isRegularFile(file)) {
            return own;
        }
        try (InputStream in = Files.newInputStream(file)) {
            Properties properties = new Properties();
            properties.load(in);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return version.isEmpty()
                    ? own
                    : Runtime.Version.parse(version.replaceFirst("^1\\.(\\d+).*", "$1"))
                            .feature();
        } catch (IOException | IllegalArgumentException unreadable) {
            return own;
        }
    }

    /** Returns the Java that the first class found was compiled for: one compiler run wrote them all. */
    private static int sampled(Path root) {
        try {
            return Files.isDirectory(root) ? inFolder(root) : inJar(root);
        } catch (IOException unreadable) {
            return 0;
        }
    }

    private static int inFolder(Path root) throws IOException {
        Optional<Path> sample;
        try (Stream<Path> files = Files.walk(root)) {
            sample = files.filter(file -> isSample(file.toString())).findFirst();
        }
        if (sample.isEmpty()) {
            return 0;
        }
        try (InputStream in = Files.newInputStream(sample.get())) {
            return release(in);
        }
    }

    private static int inJar(Path root) throws IOException {
        try (JarFile jar = new JarFile(root.toFile(), false)) {
            Optional<JarEntry> sample = jar.stream()
                    .filter(entry ->
                            isSample(entry.getName()) && !entry.getName().startsWith("META-INF/"))
                    .findFirst();
            if (sample.isEmpty()) {
                return 0;
            }
            try (InputStream in = jar.getInputStream(sample.get())) {
                return release(in);
            }
        }
    }

    private static boolean isSample(String name) {
        return name.endsWith(".class") && !name.endsWith("module-info.class");
    }

    private static int release(InputStream classFile) throws IOException {
        DataInputStream data = new DataInputStream(classFile);
        data.skipBytes(6);
        return data.readUnsignedShort() - FIRST_CLASS_VERSION;
    }
}
