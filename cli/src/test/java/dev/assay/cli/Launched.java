package dev.assay.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@code assay test} of fixtures, as a process of its own that can be killed. */
final class Launched {
    private static final int PATIENCE_SECONDS = 120;

    private final Process process;
    private final Path said;

    private Launched(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Runs {@code assay test} in the current folder: {@code args} are the fixtures' names, then the options. */
    public static void main(String[] args) {
        Path folder = Path.of("").toAbsolutePath();
        List<String> words = new ArrayList<>(List.of(args));
        words.set(0, "test");
        System.exit(Main.run(
                new Console(System.out, System.err),
                (request, progress) -> List.of(Distribution.suite("fixture", folder, List.of(args[0].split(",")))),
                folder.resolve("home"),
                words.toArray(String[]::new)));
    }

    /** Starts it in a folder with the heap that the start script's JVM has, and with more options. */
    static Launched start(Path folder, List<Class<?>> classes, String... options) throws IOException {
        if (Files.notExists(folder.resolve("home"))) {
            Distribution.in(folder);
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx320m",
                "-cp",
                System.getProperty("java.class.path"),
                Launched.class.getName(),
                classes.stream().map(Class::getName).collect(Collectors.joining(","))));
        command.addAll(List.of(options));
        Path said = Files.createTempFile(folder, "said-", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new Launched(process, said);
    }

    Process process() {
        return process;
    }

    /** Waits for its end and returns the exit code. */
    int exitCode() throws IOException, InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it hangs; it said:\n" + said());
        }
        return process.exitValue();
    }

    /** What it wrote, to both streams. */
    String said() throws IOException {
        return Files.readString(said);
    }
}
