package dev.assay.cli.target;

import dev.assay.run.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Everything that could change what Maven says of a project: while none of it changes, Maven need not be asked again.
 *
 * @param folders the modules' folders and the project's own
 * @param buildFolders where they build; left out when the folders are read
 * @param outputs folders of compiled classes
 * @param inputs files elsewhere that shape the answer
 * @param variables environment variables that the POMs or settings name
 */
record ProjectState(
        Collection<Path> folders,
        Collection<Path> buildFolders,
        Collection<Path> outputs,
        Collection<Path> inputs,
        Collection<String> variables) {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env\\.([^}]+)}");
    private static final Pattern SNAPSHOT = Pattern.compile(".*-(SNAPSHOT|\\d{8}\\.\\d{6}-\\d+)(-[^/]*)?\\.jar");
    private static final List<String> BESIDE_A_DATABASE = List.of("-journal", "-shm", "-wal");
    private static final String AGENT = "-javaagent:";
    private static final List<String> MAVEN_READS =
            List.of("JAVA_HOME", "MAVEN_ARGS", "MAVEN_HOME", "MAVEN_OPTS", "PATH");

    static ProjectState of(Path folder, List<ModuleDescription> modules) throws IOException {
        Set<Path> folders = new TreeSet<>(Set.of(folder));
        Set<Path> buildFolders = new TreeSet<>();
        Set<Path> outputs = new TreeSet<>();
        Set<Path> inputs = new TreeSet<>();
        for (ModuleDescription module : modules) {
            folders.add(module.folder());
            buildFolders.add(module.buildFolder());
            outputs.addAll(module.outputs());
            inputs.addAll(module.inputs());
        }
        folders.removeIf(inner -> folders.stream().anyMatch(outer -> !outer.equals(inner) && inner.startsWith(outer)));
        Set<String> variables = new TreeSet<>(MAVEN_READS);
        for (Path input : inputs) {
            // Any encoding will do: what is looked for is plain ASCII.
            String text = Files.isRegularFile(input) ? Files.readString(input, StandardCharsets.ISO_8859_1) : "";
            VARIABLE.matcher(text).results().forEach(variable -> variables.add(variable.group(1)));
        }
        return new ProjectState(folders, buildFolders, outputs, inputs, variables);
    }

    /** Says whether a source changed after a moment, so that what Maven said may be older than the source. */
    boolean changedSince(TargetRequest request, FileTime moment) {
        Fingerprint sources = new Fingerprint();
        sources(sources, request);
        return sources.newest().compareTo(moment) > 0;
    }

    String fingerprint(TargetRequest request, List<Suite> suites) {
        Fingerprint fingerprint = new Fingerprint()
                .fact("java", System.getProperty("java.home") + " " + System.getProperty("java.version"))
                .fact("arguments", request.mavenArgs())
                .fact("offline", request.offline());
        variables.forEach(name -> fingerprint.fact(name, String.valueOf(System.getenv(name))));
        fingerprint.tree(request.home().resolve("repository"), Set.of());
        sources(fingerprint, request);
        outputs.forEach(output -> fingerprint.tree(output, Set.of()));
        inputs.forEach(fingerprint::file);
        for (Suite suite : suites) {
            suite.classpath().forEach(fingerprint::file);
            suite.launcher().forEach(fingerprint::file);
            fingerprint.file(suite.java());
            for (String argument : suite.jvmArgs()) {
                if (argument.startsWith(AGENT)) {
                    fingerprint.file(Path.of(argument.substring(AGENT.length()).replaceFirst("=.*", "")));
                }
            }
            if (suite.classpath().stream()
                    .anyMatch(entry -> SNAPSHOT.matcher(entry.toString()).matches())) {
                // Maven looks for newer snapshots once a day.
                fingerprint.fact("day", LocalDate.now(Clock.systemUTC()));
            }
        }
        return fingerprint.value();
    }

    private void sources(Fingerprint fingerprint, TargetRequest request) {
        Set<Path> without = new TreeSet<>(buildFolders);
        Path history = request.history();
        without.add(history);
        BESIDE_A_DATABASE.forEach(end -> without.add(history.resolveSibling(history.getFileName() + end)));
        folders.forEach(folder -> fingerprint.tree(folder, without));
    }
}
