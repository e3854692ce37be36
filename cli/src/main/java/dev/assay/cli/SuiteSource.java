package dev.assay.cli;

import dev.assay.cli.target.TargetRequest;
import dev.assay.run.Suite;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where a run's suites come from: {@link dev.assay.cli.target.Targets#resolve}, or a build that knows them already.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface SuiteSource {
    /**
     * Returns the suites to run.
     *
     * @param progress told in a few words what takes time
     * @throws dev.assay.core.DiagnosisException if there are none to be had
     */
    List<Suite> suites(TargetRequest request, Consumer<String> progress);
}
