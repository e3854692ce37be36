package dev.assay.bench.measure;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Commands to run side by side and to measure as one.
 *
 * @param commands each a program and its arguments
 * @param directory where they run
 * @param environment added to this process's own
 * @param log gets what they write; further commands' logs are {@code <log>.2} and so on
 * @since 0.1
 */
public record Job(List<List<String>> commands, Path directory, Map<String, String> environment, Path log) {
    /** Copies the collections. */
    public Job {
        commands = commands.stream().map(List::copyOf).toList();
        environment = Map.copyOf(environment);
    }

    /** Asks for a single command. */
    public static Job of(List<String> command, Path directory, Path log) {
        return new Job(List.of(command), directory, Map.of(), log);
    }

    /** Returns the log of a command, by its place. */
    public Path log(int index) {
        return index == 0 ? log : log.resolveSibling(log.getFileName() + "." + (index + 1));
    }
}
