package dev.assay.cli.target;

import dev.assay.core.Diagnosis;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The Maven that a project is built with: its own wrapper, else {@code mvn}. */
final class MavenCommand {
    private static final int SHOWN_LINES = 60;

    /** Exit codes of a process that Ctrl-C or a termination ended. */
    private static final Set<Integer> SIGNALS = Set.of(130, 143);

    private static final List<String> ADVICE = List.of(
            "[ERROR] [Help",
            "[ERROR] To see the full stack trace",
            "[ERROR] Re-run Maven",
            "[ERROR] For more information about the errors",
            "[ERROR] After correcting the problems",
            "[ERROR]   mvn <args> -rf");

    private final Path folder;

    MavenCommand(Path folder) {
        this.folder = folder;
    }

    /** Runs Maven silently, and shows its own words only if it fails. */
    void run(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(executable());
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                    .start();
            // Without effect once the process has ended, so it may stay.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            String output = new String(process.getInputStream().readAllBytes(), Charset.defaultCharset());
            int exitCode = process.waitFor();
            if (SIGNALS.contains(exitCode)) {
                throw interrupted().exception();
            }
            if (exitCode != 0) {
                throw failed(command, output);
            }
        } catch (IOException e) {
            throw Diagnosis.of("ASSAY-MVN-005", "Maven cannot be started.")
                    .with("command", command.get(0))
                    .with("folder", folder)
                    .because(String.valueOf(e.getMessage()))
                    .toFix("put Maven's bin folder on the PATH")
                    .toFix("add Maven's wrapper to the project")
                    .exception(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted().exception(e);
        }
    }

    String executable() {
        boolean windows = File.separatorChar == '\\';
        String wrapper = windows ? "mvnw.cmd" : "mvnw";
        for (Path root = folder; root != null; root = root.getParent()) {
            Path file = root.resolve(wrapper);
            if (Files.isRegularFile(file) && (root.equals(folder) || Files.isDirectory(root.resolve(".mvn")))) {
                return file.toString();
            }
        }
        return windows ? "mvn.cmd" : "mvn";
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }

    private Diagnosis interrupted() {
        return Diagnosis.of("ASSAY-MVN-018", "interrupted while Maven was compiling the project.")
                .with("folder", folder)
                .toFix("run the command again");
    }

    private RuntimeException failed(List<String> command, String output) {
        return Diagnosis.of("ASSAY-MVN-004", "Maven ended with an error before any test ran.")
                .with("folder", folder)
                .with("command", String.join(" ", command))
                .with("maven", words(output))
                .toFix("mend what Maven names; the same command without Assay shows all of its output")
                .exception();
    }

    /** Leaves out Maven's advice on how to get more output, which does not belong to the error. */
    private static String words(String output) {
        List<String> lines = new ArrayList<>();
        for (String line : output.lines().toList()) {
            String plain =
                    line.replaceAll("\u001B\\[[\\d;]*m| -> \\[Help \\d+]", "").stripTrailing();
            boolean advice = plain.equals("[ERROR]") || ADVICE.stream().anyMatch(plain::startsWith);
            if (!advice && !plain.isEmpty()) {
                lines.add(plain);
            }
        }
        int more = lines.size() - SHOWN_LINES;
        return more <= 0
                ? String.join("\n", lines)
                : String.join("\n", lines.subList(0, SHOWN_LINES)) + "\n... " + more + " more lines";
    }
}
