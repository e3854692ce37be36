package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Turns a target into the suites it consists of.
 *
 * @since 0.1
 */
public final class Targets {
    private static final Pattern COORDINATES = Pattern.compile("[\\w.-]+(:[\\w.+-]+){2}");

    private Targets() {}

    /**
     * Resolves what the user named: compiles a project, fetches an artifact, adds the launcher that matches.
     *
     * @param progress told in a few words what takes time, on the calling thread
     * @return at least one suite; names are unique
     * @throws dev.assay.core.DiagnosisException if the target cannot be resolved
     */
    public static List<Suite> resolve(TargetRequest request, Consumer<String> progress) {
        if (!request.scan().isEmpty()) {
            return new ClasspathTarget(request).suites();
        }
        Path folder = folder(request);
        if (Files.isDirectory(folder)) {
            return new MavenTarget(request, folder, progress).suites();
        }
        if (COORDINATES.matcher(request.target()).matches()) {
            return new ArtifactTarget(request, progress).suites();
        }
        throw request.target().contains(":") ? malformed(request.target()) : missing(folder);
    }

    private static Path folder(TargetRequest request) {
        try {
            return request.folder().resolve(request.target()).toAbsolutePath().normalize();
        } catch (InvalidPathException noPath) {
            throw malformed(request.target());
        }
    }

    private static RuntimeException malformed(String target) {
        return Diagnosis.of("ASSAY-MVN-006", "the target is neither a folder nor coordinates.")
                .with("target", target)
                .because("coordinates are group:artifact:version")
                .toFix("assay test org.apache.commons:commons-lang3:3.20.0")
                .exception();
    }

    private static RuntimeException missing(Path folder) {
        return Diagnosis.of("ASSAY-MVN-002", "the folder does not exist.")
                .with("folder", folder)
                .because("assay test runs a Maven project's folder, coordinates, or --classpath with --scan")
                .toFix("assay test, in the project's folder")
                .exception();
    }
}
