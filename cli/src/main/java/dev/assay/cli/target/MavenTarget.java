package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A Maven project's folder: compiled and described by Maven itself, unless nothing changed since it last was. */
final class MavenTarget {
    private final TargetRequest request;
    private final Path folder;
    private final Consumer<String> progress;

    MavenTarget(TargetRequest request, Path folder, Consumer<String> progress) {
        this.request = request;
        this.folder = folder;
        this.progress = progress;
    }

    List<Suite> suites() {
        if (!Files.isRegularFile(folder.resolve("pom.xml"))) {
            throw Diagnosis.of("ASSAY-MVN-003", "the folder is no Maven project.")
                    .with("folder", folder)
                    .because("it holds no pom.xml")
                    .toFix("assay test FOLDER, with the folder of the project's pom.xml")
                    .toFix("assay test --classpath CP --scan DIR, for a project that another tool builds")
                    .exception();
        }
        SuiteCache cache = new SuiteCache(request, folder);
        Optional<List<Suite>> unchanged = request.rebuild() ? Optional.empty() : cache.unchanged();
        return unchanged.orElseGet(() -> asked(cache));
    }

    /** One process at a time: two Mavens that compile one project would trip over each other. */
    private List<Suite> asked(SuiteCache cache) {
        Path answers = folder.resolve(".assay");
        try {
            Files.createDirectories(answers);
            try (FileChannel channel = FileChannel.open(
                            answers.resolve("maven.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = channel.lock()) {
                Optional<List<Suite>> meanwhile =
                        request.rebuild() || !lock.isValid() ? Optional.empty() : cache.unchanged();
                return meanwhile.isPresent() ? meanwhile.get() : asked(cache, answers.resolve("describe"));
            }
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-MVN-017", "what Maven said of the project cannot be kept or read.")
                    .with("folder", answers)
                    .with("reason", String.valueOf(e.getMessage()))
                    .toFix("make the folder writable and see that its disk has room")
                    .exception(e);
        }
    }

    private List<Suite> asked(SuiteCache cache, Path answer) throws IOException {
        cache.forget();
        delete(answer);
        Files.createDirectories(answer);
        try (LocalMaven maven = new LocalMaven(request, folder)) {
            // The disk's own clock, which sources have too: a folder made now is no older than any of them.
            FileTime start = Files.getLastModifiedTime(answer);
            run(maven, answer);
            List<ModuleDescription> modules = read(answer);
            List<Suite> suites = new SuiteAssembly(new LauncherResolver(maven.jars())).runnable(modules, folder);
            ProjectState state = ProjectState.of(folder, modules);
            if (!state.changedSince(request, start)) {
                cache.keep(state, suites);
            }
            return suites;
        } finally {
            delete(answer);
        }
    }

    private void run(LocalMaven maven, Path answer) {
        String goal = new PluginInstaller(request.home(), maven).goal();
        progress.accept("Maven compiles the project");
        List<String> arguments = new ArrayList<>(List.of("-B", "-q"));
        if (request.offline()) {
            arguments.add("-o");
        }
        arguments.addAll(List.of("process-test-classes", goal, "-Dassay.describe=" + answer));
        arguments.addAll(request.mavenArgs());
        new MavenCommand(folder).run(arguments);
    }

    private static List<ModuleDescription> read(Path answer) throws IOException {
        List<ModuleDescription> modules = new ArrayList<>();
        try (Stream<Path> files = Files.list(answer)) {
            for (Path file : files.sorted().toList()) {
                modules.add(DescriptionJson.read(file));
            }
        }
        return modules;
    }

    private static void delete(Path answer) throws IOException {
        if (!Files.exists(answer)) {
            return;
        }
        try (Stream<Path> files = Files.walk(answer)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
