package dev.assay.bench.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BareLauncherTest {
    @TempDir
    Path folder;

    @Test
    void the_program_runs_the_classes_it_is_given_and_counts_their_tests() throws Exception {
        List<Path> classpath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        MillionSuite suite = new MillionSuite(3, 4);
        suite.write(folder);
        Path list = Files.write(folder.resolve("classes.txt"), suite.names());
        Path log = folder.resolve("log");

        BareLauncher.compile(classpath, folder);
        new Preparation(log)
                .run(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                folder + File.pathSeparator + System.getProperty("java.class.path"),
                                BareLauncher.MAIN_CLASS,
                                list.toString()),
                        folder);

        assertThat(log).content().contains("tests=12 failed=0 skipped=0");
    }
}
