package dev.assay.bench.suite;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A Maven project that is written for a benchmark, resolved with the user's own settings.
 *
 * @since 0.1
 */
public final class MavenProject {
    private final Path folder;
    private final Preparation preparation;

    private MavenProject(Path folder, Preparation preparation) {
        this.folder = folder;
        this.preparation = preparation;
    }

    /**
     * Writes a project.
     *
     * @param pom which of the POMs that stand beside this class: {@code lang3} or {@code jupiter}
     * @param testSources sources by their path below {@code src/test/java}
     */
    public static MavenProject write(Path folder, String pom, Map<String, String> testSources, Preparation preparation)
            throws IOException {
        // A folder of its own keeps Maven from taking the options of a project further up.
        Files.createDirectories(folder.resolve(".mvn"));
        Files.createDirectories(folder.resolve("target"));
        Files.writeString(folder.resolve("pom.xml"), Resource.text(pom + ".pom"));
        for (Map.Entry<String, String> each : testSources.entrySet()) {
            Path file = folder.resolve("src/test/java").resolve(each.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, each.getValue());
        }
        return new MavenProject(folder, preparation);
    }

    /** Returns the project's folder. */
    public Path folder() {
        return folder;
    }

    /** Runs Maven in the project. */
    public void maven(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(mavenCommand(), "-q", "-B"));
        command.addAll(Arrays.asList(arguments));
        preparation.run(command, folder);
    }

    /** Resolves the project's test classpath, its own output folders left out. */
    public List<Path> dependencies() throws IOException, InterruptedException {
        Path file = folder.resolve("target/classpath");
        maven("dependency:build-classpath", "-Dmdep.outputFile=" + file, "-Dmdep.includeScope=test");
        return Arrays.stream(Files.readString(file).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }

    /** Resolves JUnit's ConsoleLauncher, one jar with all it needs. */
    public Path console(String platformVersion) throws IOException, InterruptedException {
        String artifact = "junit-platform-console-standalone";
        maven(
                "dependency:copy",
                "-Dartifact=org.junit.platform:" + artifact + ":" + platformVersion,
                "-DoutputDirectory=" + folder.resolve("target/console"));
        return folder.resolve("target/console/" + artifact + "-" + platformVersion + ".jar");
    }

    /** Returns the command that starts Maven. */
    public static String mavenCommand() {
        return File.separatorChar == '\\' ? "mvn.cmd" : "mvn";
    }
}
