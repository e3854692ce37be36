package dev.assay.cli;

import dev.assay.cli.fixture.Endless;
import java.nio.file.Path;
import java.util.List;

/** The command line, with a suite that does not end in place of a target. */
final class EndlessProgram {
    private EndlessProgram() {}

    public static void main(String[] args) {
        Path folder = Path.of("").toAbsolutePath();
        System.exit(Main.run(
                Console.system(),
                (request, progress) -> List.of(Distribution.suite(folder, List.of(Endless.class.getName()))),
                Path.of(System.getProperty("assay.home")),
                args));
    }
}
