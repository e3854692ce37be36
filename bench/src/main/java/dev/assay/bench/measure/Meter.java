package dev.assay.bench.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs jobs, one at a time, and measures them.
 *
 * <p>On Linux the CPU time is what the kernel adds up for this process's ended children ({@code getrusage} of the
 * whole tree, so nothing short-lived is missed), or the sum of what was seen in the tree where that is more (a process
 * that nobody waited for). Elsewhere it is what was seen, and memory is not told. The unit is 10 ms.
 *
 * <p>Not thread-safe: two jobs at once would be charged with one another's time.
 *
 * @since 0.1
 */
public final class Meter {
    private final ProcFs proc = new ProcFs(Path.of("/proc"));

    /**
     * Runs a job to its end.
     *
     * @throws IOException if a command cannot be started
     */
    public Measurement run(Job job) throws IOException, InterruptedException {
        boolean exact = proc.exists();
        double childrenBefore = exact ? proc.endedChildrenMillis() : 0;
        double machineBefore = exact ? proc.machineBusyMillis() : 0;
        long began = System.nanoTime();
        List<Process> processes = start(job);
        TreeWatch watch =
                new TreeWatch(proc, processes.stream().map(Process::toHandle).toList());
        List<Integer> exitCodes = new ArrayList<>();
        try {
            for (Process process : processes) {
                exitCodes.add(process.waitFor());
            }
        } finally {
            processes.forEach(Process::destroy);
            watch.stop();
        }
        double wall = (System.nanoTime() - began) / 1e6;
        double counted = exact ? proc.endedChildrenMillis() - childrenBefore : 0;
        double cpu = Math.max(counted, watch.sampledCpuMillis());
        double machine = exact ? proc.machineBusyMillis() - machineBefore : 0;
        return new Measurement(
                wall, cpu, watch.coordinatorPeakKib(), watch.treePeakKib(), Math.max(0, machine - cpu), exitCodes);
    }

    private static List<Process> start(Job job) throws IOException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < job.commands().size(); i++) {
                File log = Files.createDirectories(job.log(i).toAbsolutePath().getParent())
                        .resolve(job.log(i).getFileName())
                        .toFile();
                ProcessBuilder builder = new ProcessBuilder(job.commands().get(i))
                        .directory(job.directory().toFile())
                        .redirectInput(ProcessBuilder.Redirect.from(nothing()))
                        .redirectErrorStream(true)
                        .redirectOutput(log);
                builder.environment().putAll(job.environment());
                processes.add(builder.start());
            }
        } catch (IOException e) {
            processes.forEach(Process::destroy);
            throw e;
        }
        return processes;
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }
}
