package dev.assay.maven;

import dev.assay.cli.target.TargetRequest;
import dev.assay.cli.target.Targets;
import dev.assay.run.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Copies fixture projects and resolves them with a real Maven and a local repository of the build's own. */
final class Workbench {
    private static final Path HOME = Path.of(System.getProperty("assay.home"));
    private static final Path REPOSITORY = repository();

    /** How often Maven was started. */
    final List<String> progress = new ArrayList<>();

    private final Path folder;

    Workbench(Path folder) {
        this.folder = folder;
    }

    static Path repositoryFolder() {
        return REPOSITORY;
    }

    Path project(String name) throws IOException {
        Path from = Path.of("src", "it-projects", name).toAbsolutePath();
        Path to = folder.resolve(name);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
        return to;
    }

    List<Suite> resolve(Path project, String... mavenArgs) {
        List<String> arguments = new ArrayList<>(List.of("-Dmaven.repo.local=" + REPOSITORY));
        arguments.addAll(List.of(mavenArgs));
        TargetRequest request = new TargetRequest(
                project.toString(),
                List.of(),
                List.of(),
                folder,
                folder.resolve("scratch"),
                folder.resolve("project/history.db"),
                HOME,
                arguments,
                false,
                false);
        return Targets.resolve(request, progress::add);
    }

    /**
     * Everything in it is the user's, by links, so that nothing is fetched twice; only {@code dev/assay} is its own, so
     * that an unpublished Assay never gets into the user's repository.
     */
    private static Path repository() {
        try {
            Path users = Path.of(System.getProperty("user.repository")).toRealPath();
            Path own =
                    Files.createDirectories(Path.of("target", "it-repository").toAbsolutePath());
            Path group = Files.createDirectories(own.resolve("dev"));
            link(users, own, "dev");
            if (Files.isDirectory(users.resolve("dev"))) {
                link(users.resolve("dev"), group, "assay");
            }
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path from, Path to, String except) throws IOException {
        try (Stream<Path> folders = Files.list(from).filter(Files::isDirectory)) {
            for (Path folder : folders.toList()) {
                Path link = to.resolve(folder.getFileName());
                if (!folder.getFileName().toString().equals(except) && !Files.exists(link)) {
                    Files.createSymbolicLink(link, folder);
                }
            }
        }
    }
}
