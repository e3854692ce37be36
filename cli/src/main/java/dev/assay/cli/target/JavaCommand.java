package dev.assay.cli.target;

import java.nio.file.Path;

/** The {@code java} command that tests are run with. */
final class JavaCommand {
    private JavaCommand() {}

    static Path current() {
        return in(Path.of(System.getProperty("java.home")));
    }

    static Path in(Path home) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return home.resolve("bin").resolve(windows ? "java.exe" : "java");
    }
}
