package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A classpath and the folders or jars of it that hold tests: Gradle's output, or anyone else's. */
final class ClasspathTarget {
    private final TargetRequest request;

    ClasspathTarget(TargetRequest request) {
        this.request = request;
    }

    List<Suite> suites() {
        Set<Path> classpath = new LinkedHashSet<>();
        for (Path scan : request.scan()) {
            classpath.add(existing(scan, "--scan"));
        }
        Set<Path> scan = new LinkedHashSet<>(classpath);
        for (Path entry : request.classpath()) {
            classpath.add(existing(entry, "--classpath"));
        }
        Suite suite = new Suite(
                String.valueOf(request.folder().toAbsolutePath().normalize().getFileName()),
                List.copyOf(scan),
                List.copyOf(classpath),
                List.of(),
                request.folder().toAbsolutePath().normalize().toString(),
                JavaCommand.current(),
                List.of("-ea"),
                Map.of(),
                Map.of(),
                List.of(),
                List.of(),
                "",
                "",
                true,
                List.of());
        try (LocalMaven maven = new LocalMaven(request, request.folder())) {
            Suite launched =
                    new LauncherResolver(maven.jars()).withLauncher(suite).orElseThrow(() -> withoutLibrary(scan));
            JavaCommand.check(launched);
            return List.of(launched);
        }
    }

    private static RuntimeException withoutLibrary(Set<Path> scan) {
        return Diagnosis.of("ASSAY-MVN-019", "the classpath holds no test library.")
                .with("scan", scan)
                .because("neither JUnit nor an engine of its platform is among the entries of --classpath")
                .toFix("give the whole test runtime classpath, JUnit included")
                .exception();
    }

    private Path existing(Path entry, String option) {
        Path path = request.folder().resolve(entry).toAbsolutePath().normalize();
        if (Files.exists(path)) {
            return path;
        }
        throw Diagnosis.of("ASSAY-MVN-001", "an entry of the classpath does not exist.")
                .with("entry", path)
                .with("option", option)
                .toFix("build the project first, or correct the path")
                .exception();
    }
}
