package dev.assay.cli.target;

import java.nio.file.Path;
import java.util.List;

/**
 * What the user asks to run, before anything is resolved.
 *
 * @param target a folder or {@code group:artifact:version}; not read when {@code scan} is given
 * @param classpath what {@code --classpath} gives, split
 * @param scan what {@code --scan} gives; empty unless the target is a classpath
 * @param folder the folder that relative paths start from
 * @param scratch a folder of the run's own, in which tests that have no folder run; created when needed
 * @param history the file that runs write to, which may lie among the sources and is none of them
 * @param home Assay's distribution, which holds {@code lib} and {@code repository}
 * @param mavenArgs passed on to Maven as they are
 * @param rebuild whether Maven is asked even where nothing seems to have changed
 * @param offline whether nothing may be fetched
 * @since 0.1
 */
public record TargetRequest(
        String target,
        List<Path> classpath,
        List<Path> scan,
        Path folder,
        Path scratch,
        Path history,
        Path home,
        List<String> mavenArgs,
        boolean rebuild,
        boolean offline) {

    /** Copies the lists. */
    public TargetRequest {
        classpath = List.copyOf(classpath);
        scan = List.copyOf(scan);
        mavenArgs = List.copyOf(mavenArgs);
    }
}
