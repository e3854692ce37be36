package dev.assay.cli.data;

import dev.assay.cli.Console;
import dev.assay.cli.ExitCode;
import dev.assay.cli.Main;
import dev.assay.run.Suite;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code assay data}, called within this process, and what it said.
 *
 * @param code the exit code
 * @param out what it wrote to standard output
 * @param err what it wrote to standard error
 */
record Called(int code, String out, String err) {
    /** Calls it on the classes of fixtures. */
    static Called fixtures(String... args) {
        return with(List.of(), testClasses().toString(), args);
    }

    /** Calls it on a classpath. */
    static Called on(String classpath, String... args) {
        return with(List.of(), classpath, args);
    }

    /** Calls it in a project of modules, each of which has a classpath. */
    static Called in(List<List<Path>> modules, String... args) {
        return with(modules, "", args);
    }

    private static Called with(List<List<Path>> modules, String classpath, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        List<String> words = new ArrayList<>(List.of("data"));
        words.addAll(List.of(args));
        if (!classpath.isEmpty()) {
            words.addAll(List.of("--classpath", classpath));
        }
        List<Suite> suites = modules.stream().map(Called::suite).toList();
        int code = Main.run(console, (request, progress) -> suites, Path.of(""), words.toArray(String[]::new));
        return new Called(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static Suite suite(List<Path> classpath) {
        return new Suite(
                "module",
                List.of(),
                classpath,
                List.of(),
                "",
                Path.of("java"),
                List.of(),
                java.util.Map.of(),
                java.util.Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                true,
                List.of());
    }

    boolean passed() {
        return code == ExitCode.PASSED.code();
    }

    static Path testClasses() {
        return place(Called.class);
    }

    /** Returns the jar or folder that a class comes from. */
    static Path place(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Makes a folder that announces catalogues, and returns the classpath on which they are. */
    static String announcing(Path folder, Class<?>... catalogues) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        List<String> names = new ArrayList<>();
        for (Class<?> each : catalogues) {
            names.add(each.getName());
        }
        Files.write(services.resolve("dev.assay.data.Catalogue"), names);
        return folder + File.pathSeparator + testClasses();
    }
}
