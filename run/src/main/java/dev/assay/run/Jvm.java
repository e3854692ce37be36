package dev.assay.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What makes two suites able to share a worker: the same classpath, arguments, folder and environment.
 *
 * @param suite one of the suites, for its name in messages
 */
record Jvm(
        Path java,
        List<Path> classpath,
        List<Path> launcher,
        List<String> jvmArgs,
        Map<String, String> systemProperties,
        Map<String, String> environment,
        String workingDirectory,
        String suite) {

    private static final String PLACEHOLDERS = "\\$\\{surefire\\.(forkNumber|threadNumber)}";

    /** Stands for a number that no other worker of the run ever has, whereas a fork's is used again. */
    private static final String WORKER = "${assay.worker}";

    static Jvm of(Suite suite) {
        return new Jvm(
                suite.java(),
                suite.classpath(),
                suite.launcher(),
                suite.jvmArgs(),
                suite.systemProperties(),
                suite.environment(),
                suite.workingDirectory(),
                suite.name());
    }

    boolean sameAs(Jvm other) {
        return java.equals(other.java)
                && classpath.equals(other.classpath)
                && launcher.equals(other.launcher)
                && jvmArgs.equals(other.jvmArgs)
                && systemProperties.equals(other.systemProperties)
                && environment.equals(other.environment)
                && workingDirectory.equals(other.workingDirectory);
    }

    /** Returns a text with the placeholders for a worker's number filled in. */
    static String numbered(String text, int worker) {
        return text.replaceAll(PLACEHOLDERS, String.valueOf(worker));
    }

    /**
     * Prepares a worker's process; its arguments go through a file, since a classpath can be longer than a command
     * line.
     *
     * @param extraArgs added to the suite's own
     * @param worker the worker's number in this run
     * @param slot what the placeholders stand for
     * @param scratch a folder for the file
     */
    ProcessBuilder command(Path workerJar, List<String> extraArgs, int worker, int slot, Path scratch)
            throws IOException {
        return command(workerJar, extraArgs, worker, slot, scratch, "dev.assay.worker.Worker");
    }

    /** Prepares a process of which the worker's jar holds another program. */
    ProcessBuilder command(Path workerJar, List<String> extraArgs, int worker, int slot, Path scratch, String program)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.add("-XX:-UsePerfData");
        arguments.add("-Xshare:auto");
        for (String argument : jvmArgs) {
            arguments.add(numbered(argument, slot).replace(WORKER, String.valueOf(worker)));
        }
        for (String argument : extraArgs) {
            arguments.add(numbered(argument, slot).replace(WORKER, String.valueOf(worker)));
        }
        Path file = scratch.resolve("worker-" + worker + ".args");
        Path folder = Path.of(numbered(workingDirectory, slot));
        Files.createDirectories(folder);
        ProcessBuilder process = new ProcessBuilder(java.toString(), "@" + file)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        for (Map.Entry<String, String> variable : environment.entrySet()) {
            if (variable.getValue().isEmpty()) {
                process.environment().remove(variable.getKey());
            } else {
                process.environment().put(variable.getKey(), numbered(variable.getValue(), slot));
            }
        }
        arguments.addAll(0, memory(arguments, process.environment()));
        arguments.add("-cp");
        arguments.add(Stream.of(classpath, launcher, List.of(workerJar))
                .flatMap(List::stream)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator)));
        arguments.add(program);
        Files.write(file, arguments.stream().map(Jvm::quoted).toList());
        return process;
    }

    /**
     * How a worker uses memory where nobody has said it: the JVM refuses two collectors, whoever names them. A JVM keeps
     * what a cache refers to softly for a second for each free MiB, longer than most suites run, so that full collections
     * would free nothing.
     */
    private static List<String> memory(List<String> arguments, Map<String, String> environment) {
        List<String> said = new ArrayList<>(arguments);
        for (String variable : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            said.addAll(List.of(environment.getOrDefault(variable, "").split("\\s+")));
        }
        if (said.stream().anyMatch(argument -> argument.matches("-XX:[+-]Use\\w*GC"))) {
            return List.of();
        }
        return said.stream().anyMatch(argument -> argument.startsWith("-XX:SoftRefLRUPolicyMSPerMB"))
                ? List.of("-XX:+UseSerialGC")
                : List.of("-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=50");
    }

    /** Quotes an argument for an argument file. */
    private static String quoted(String argument) {
        return '"'
                + argument.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                + '"';
    }
}
