package dev.assay.bench;

import dev.assay.bench.measure.Job;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JUnit's ConsoleLauncher in one JVM, with classes in parallel: what JUnit itself offers.
 *
 * @param console the launcher's jar
 * @param classpath the suite's
 * @param scan folder or jar of the test classes
 * @param jvmArguments for the JVM
 * @param folder where it runs
 */
record ConsoleContender(Path console, List<Path> classpath, Path scan, List<String> jvmArguments, Path folder)
        implements Contender {
    /** Which classes Surefire would take, as JUnit wants it said. */
    private static final String CLASSES = "^(.*\\.)?(Test[^.$]*|[^.$]*(Test|Tests|TestCase))$";

    @Override
    public String name() {
        return "JUnit parallel classes";
    }

    @Override
    public Job job(int round) throws IOException {
        Contender.setAside(reports(round));
        List<String> words = new ArrayList<>();
        words.add(Setting.java());
        words.addAll(jvmArguments);
        words.addAll(List.of("-cp", join(), "org.junit.platform.console.ConsoleLauncher", "execute"));
        words.addAll(List.of("--disable-banner", "--disable-ansi-colors", "--details=summary"));
        words.addAll(List.of("--scan-classpath=" + scan, "--include-classname=" + CLASSES));
        words.add("--reports-dir=" + reports(round));
        for (String each : List.of("enabled=true", "mode.default=same_thread", "mode.classes.default=concurrent")) {
            words.add("--config=junit.jupiter.execution.parallel." + each);
        }
        return Job.of(words, folder, log(round));
    }

    @Override
    public Result read(int round) throws IOException {
        return Result.of(Counts.ofConsoleLog(Files.readString(log(round), StandardCharsets.ISO_8859_1)));
    }

    private String join() {
        List<Path> all = new ArrayList<>(List.of(console));
        all.addAll(classpath);
        return all.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private Path reports(int round) {
        return Contender.results(folder).resolve("console-" + round);
    }

    private Path log(int round) {
        return Contender.results(folder).resolve("console-" + round + ".log");
    }
}
