package dev.assay.cli.target;

import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Suites for tests. */
final class Suites {
    private Suites() {}

    static Suite of(String name, List<Path> scan, List<Path> classpath, Path java, List<String> jvmArgs) {
        return new Suite(
                name,
                scan,
                classpath,
                List.of(),
                "work",
                java,
                jvmArgs,
                Map.of("greeting", "grüß \"dich\""),
                Map.of("EMPTY", ""),
                List.of("**/*Test.java"),
                List.of(),
                "fast",
                "",
                true,
                List.of("a notice."));
    }

    static Suite on(List<Path> classpath) {
        return of("module", List.of(), classpath, JavaCommand.current(), List.of());
    }
}
