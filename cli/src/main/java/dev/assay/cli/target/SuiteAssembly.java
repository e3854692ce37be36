package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes suites that can be run from what Maven says of its modules.
 *
 * @since 0.1
 */
public final class SuiteAssembly {
    private final LauncherResolver launchers;

    /** Adds launchers with the given resolver. */
    public SuiteAssembly(LauncherResolver launchers) {
        this.launchers = launchers;
    }

    /**
     * Returns the modules' suites with their launchers, in the order of the modules.
     *
     * @throws dev.assay.core.DiagnosisException if there is none, or one that no worker can run
     */
    public List<Suite> runnable(List<ModuleDescription> modules, Path folder) {
        List<Suite> runnable = new ArrayList<>();
        List<String> left = new ArrayList<>();
        for (ModuleDescription module : modules) {
            left.addAll(module.skipped());
            for (Suite suite : module.suites()) {
                Optional<Suite> launched = launchers.withLauncher(suite);
                launched.ifPresentOrElse(
                        runnable::add, () -> left.add(suite.name() + ": its classpath holds no test library."));
            }
        }
        if (runnable.isEmpty()) {
            throw Diagnosis.of("ASSAY-MVN-009", "the project has no tests to run.")
                    .with("folder", folder)
                    .with("modules", left.isEmpty() ? "none runs Surefire or Failsafe" : String.join("\n", left))
                    .toFix("assay test FOLDER, with the folder of a module that has tests")
                    .exception();
        }
        runnable.forEach(JavaCommand::check);
        return runnable;
    }
}
