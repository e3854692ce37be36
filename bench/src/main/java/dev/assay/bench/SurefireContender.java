package dev.assay.bench;

import dev.assay.bench.measure.Job;
import dev.assay.bench.suite.MavenProject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code mvn -o surefire:test} on a compiled project whose POM reads {@code forks} and {@code reports}.
 *
 * @param project the project's folder
 * @param forks Surefire's forkCount
 */
record SurefireContender(Path project, int forks) implements Contender {
    @Override
    public String name() {
        return "Surefire forkCount=" + forks;
    }

    @Override
    public Job job(int round) throws IOException {
        Contender.setAside(reports(round));
        return Job.of(
                List.of(
                        MavenProject.mavenCommand(),
                        "-o",
                        "-B",
                        "-Dforks=" + forks,
                        "-Dreports=" + reports(round),
                        "surefire:test"),
                project,
                log(round));
    }

    @Override
    public Result read(int round) throws IOException {
        return Result.of(Counts.ofSurefireLog(Files.readString(log(round), StandardCharsets.ISO_8859_1)));
    }

    /** Returns the folder of a round's XML reports. */
    Path reports(int round) {
        return Contender.results(project).resolve("surefire-" + forks + "-" + round);
    }

    private Path log(int round) {
        return Contender.results(project).resolve(reports(round).getFileName() + ".log");
    }
}
