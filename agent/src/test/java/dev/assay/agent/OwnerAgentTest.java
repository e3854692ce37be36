package dev.assay.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;

/** Programs in JVMs of their own, with the agent and without. */
class OwnerAgentTest {
    private static final Path CLASSES = Path.of("target", "classes");

    @Test
    void carries_each_tasks_test_into_pools_that_were_started_for_nobody(@TempDir Path folder) throws Exception {
        List<String> said = run("-javaagent:" + jar(folder.resolve("agent.jar")));
        assertThat(said)
                .containsExactly(
                        "execute: the test",
                        "submit: the test",
                        "submit-runnable: the test",
                        "invokeAll: the test",
                        "schedule: the test",
                        "fork-join-submit: the test",
                        "fork-join-execute: the test",
                        "supplyAsync: the test",
                        "supplyAsync-pool: the test",
                        "thenApplyAsync: the test",
                        "in-order: 123",
                        "removed: true ",
                        "afterwards: nobody");
    }

    @Test
    void is_what_makes_the_difference() throws Exception {
        // The common pool may start a thread for the test, which inherits it.
        assertThat(run("-ea"))
                .hasSize(13)
                .filteredOn(line -> !line.startsWith("in-order:")
                        && !line.startsWith("removed:")
                        && !line.startsWith("supplyAsync:")
                        && !line.startsWith("thenApplyAsync:"))
                .allMatch(line -> line.endsWith(": nobody"));
    }

    private static List<String> run(String argument) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                argument,
                "-cp",
                classpath(),
                Pools.class.getName());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Process process = builder.redirectErrorStream(true).start();
        try (InputStream out = process.getInputStream()) {
            List<String> lines = new String(out.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    // Where something is put beside the JDK's classes, the JVM says that it shares no others.
                    .filter(line -> !line.contains("Sharing is only supported"))
                    .toList();
            assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
            return lines;
        }
    }

    /** Without the agent, which is not on a program's classpath. */
    private static String classpath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !Path.of(entry).equals(CLASSES.toAbsolutePath()))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Makes the agent's jar of its classes and its library, as the build does when all tests have passed. */
    private static Path jar(Path file) throws IOException, URISyntaxException {
        Manifest manifest;
        try (InputStream in = Files.newInputStream(Path.of("src/main/manifest/MANIFEST.MF"))) {
            manifest = new Manifest(in);
        }
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest);
                Stream<Path> files = Files.walk(CLASSES)) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                put(jar, CLASSES.relativize(each).toString(), Files.readAllBytes(each));
            }
            Path asm = Path.of(ClassReader.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            try (JarFile library = new JarFile(asm.toFile())) {
                for (JarEntry each : library.stream()
                        .filter(entry -> entry.getName().startsWith("org/") && !entry.isDirectory())
                        .toList()) {
                    try (InputStream in = library.getInputStream(each)) {
                        put(jar, each.getName(), in.readAllBytes());
                    }
                }
            }
        }
        return file;
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
