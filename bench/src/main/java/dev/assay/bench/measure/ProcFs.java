package dev.assay.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Linux's {@code /proc}: the only place that tells the CPU time of ended children and a process's peak memory. */
final class ProcFs {
    /** {@code USER_HZ}: the unit in which the kernel reports times, 100 a second on every architecture Java runs on. */
    private static final double MILLIS_PER_TICK = 10;

    private final Path root;

    ProcFs(Path root) {
        this.root = root;
    }

    boolean exists() {
        return Files.isReadable(root.resolve("self/stat")) && Files.isReadable(root.resolve("stat"));
    }

    /** Returns the CPU time of this process's children that ended and were waited for, and of theirs. */
    double endedChildrenMillis() throws IOException {
        return endedChildrenMillis(Files.readString(root.resolve("self/stat")));
    }

    /** Returns the time that all processors of the machine were busy since it started. */
    double machineBusyMillis() throws IOException {
        return machineBusyMillis(Files.readString(root.resolve("stat")));
    }

    /** Returns a process's largest resident memory so far; 0 when it ended. */
    long peakKib(long pid) {
        return status(pid, "VmHWM");
    }

    /** Returns a process's resident memory; 0 when it ended. */
    long residentKib(long pid) {
        return status(pid, "VmRSS");
    }

    private long status(long pid, String key) {
        try {
            return statusKib(Files.readString(root.resolve(pid + "/status")), key);
        } catch (IOException e) {
            return 0;
        }
    }

    static double endedChildrenMillis(String stat) {
        // The command's name stands in parentheses and may hold blanks and parentheses itself.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
        return (Long.parseLong(fields[13]) + Long.parseLong(fields[14])) * MILLIS_PER_TICK;
    }

    static double machineBusyMillis(String stat) {
        String[] fields = stat.lines().findFirst().orElseThrow().split("\\s+", -1);
        long user = Long.parseLong(fields[1]);
        long nice = Long.parseLong(fields[2]);
        long system = Long.parseLong(fields[3]);
        long irq = Long.parseLong(fields[6]);
        long softIrq = Long.parseLong(fields[7]);
        long steal = Long.parseLong(fields[8]);
        return (user + nice + system + irq + softIrq + steal) * MILLIS_PER_TICK;
    }

    static long statusKib(String status, String key) {
        return status.lines()
                .filter(line -> line.startsWith(key + ":"))
                .map(line -> line.replaceAll("\\D", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
