package dev.assay.cli.target;

import dev.assay.run.Suite;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns a target into the suites it consists of.
 *
 * @since 0.1
 */
public final class Targets {
    private Targets() {}

    /**
     * Resolves what the user named: compiles a project, fetches an artifact, adds the launcher that matches.
     *
     * @param progress told in a few words what takes time, on the calling thread
     * @return at least one suite; names are unique
     * @throws dev.assay.core.DiagnosisException if the target cannot be resolved
     */
    public static List<Suite> resolve(TargetRequest request, Consumer<String> progress) {
        return new ClasspathTarget(request).suites();
    }
}
