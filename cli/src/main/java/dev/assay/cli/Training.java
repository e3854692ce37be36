package dev.assay.cli;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Loads what a run loads, so that the JVM can archive it: the start script starts this once after a build, with
 * {@code -XX:ArchiveClassesAtExit}.
 */
final class Training {
    private static final List<String> ARCHIVED = List.of("dev/assay/", "picocli/", "org/sqlite/");

    private Training() {}

    /**
     * Loads the classes and tries the commands that need no suite.
     *
     * @param args an empty folder that may be written to
     */
    public static void main(String[] args) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            load(Path.of(entry));
        }
        Console silent = new Console(nowhere(), nowhere());
        Main.run(silent, "--version");
        Main.run(silent, "test", "--help");
        Main.run(silent, "test", "--scan", args[0], "--out", args[0] + "/out", "--history", args[0] + "/history.db");
    }

    private static void load(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                String name = entry.getName();
                if (name.endsWith(".class") && ARCHIVED.stream().anyMatch(name::startsWith)) {
                    load(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
                }
            }
        }
    }

    private static void load(String name) {
        try {
            Class.forName(name, false, Training.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError e) {
            return; // an adapter to a library that is not there: a run does not load it either
        }
    }

    private static PrintStream nowhere() {
        return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    }
}
