package dev.assay.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Names the code that is run, exactly, or not at all. */
final class Commit {
    private static final int PATIENCE_SECONDS = 5;

    private Commit() {}

    /** Returns a released artifact's coordinates, or the commit of a folder in which nothing was changed since. */
    static String of(RunRequest request) {
        if (request.target().contains(":")) {
            return request.target().endsWith("-SNAPSHOT") ? "" : request.target();
        }
        Path folder = request.base();
        return git(folder, "status", "--porcelain")
                .filter(String::isEmpty)
                .flatMap(clean -> git(folder, "rev-parse", "HEAD"))
                .orElse("");
    }

    private static Optional<String> git(Path folder, String... arguments) {
        List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
        Stream.of(arguments).forEach(command::add);
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String said;
            try (InputStream out = git.getInputStream()) {
                said = new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
            }
            boolean ended = git.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return ended && git.exitValue() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // no git here: then nobody knows the commit
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
