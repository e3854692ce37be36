package dev.assay.cli.target;

import dev.assay.run.Suite;
import java.nio.file.Path;
import java.util.List;

/**
 * What the plugin's goal {@code describe} tells of one Maven module.
 *
 * @param name the module's artifact id, with its group id where two modules share one
 * @param folder the module's folder
 * @param buildFolder where it builds, {@code target} as a rule
 * @param outputs folders of classes that its tests run on
 * @param inputs files outside the folder that shape the answer: parents' POMs, settings, {@code .mvn}
 * @param skipped executions that run no tests and why, a sentence each
 * @param suites an execution each, without a launcher
 * @since 0.1
 */
public record ModuleDescription(
        String name,
        Path folder,
        Path buildFolder,
        List<Path> outputs,
        List<Path> inputs,
        List<String> skipped,
        List<Suite> suites) {

    /** Copies the lists. */
    public ModuleDescription {
        outputs = List.copyOf(outputs);
        inputs = List.copyOf(inputs);
        skipped = List.copyOf(skipped);
        suites = List.copyOf(suites);
    }
}
