package dev.assay.run;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine has left: CPU and memory, the limits of a container included. */
final class Machine {
    private static final Path MEMINFO = Path.of("/proc/meminfo");

    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Returns how many processors the run may use. */
    int cores() {
        return Runtime.getRuntime().availableProcessors();
    }

    /** Returns the CPU utilisation since the last call, from 0 to 1; 1 where it cannot be measured. */
    double cpu() {
        double load = system.getCpuLoad();
        return load < 0 || Double.isNaN(load) ? 1 : Math.min(1, load);
    }

    /**
     * Returns memory that a further worker could take, in bytes. Linux counts its page cache as used, so what it calls
     * available is asked first; a container's limit holds where it is lower.
     */
    long freeMemory() {
        long free = system.getFreeMemorySize();
        long total = system.getTotalMemorySize();
        try {
            if (Files.isReadable(MEMINFO)) {
                for (String line : Files.readAllLines(MEMINFO)) {
                    if (line.startsWith("MemTotal:") && kibibytes(line) > total) {
                        return free;
                    } else if (line.startsWith("MemAvailable:")) {
                        return kibibytes(line);
                    }
                }
            }
        } catch (IOException | NumberFormatException e) {
            return free;
        }
        return free;
    }

    private static long kibibytes(String line) {
        return Long.parseLong(line.replaceAll("\\D+", "")) << 10;
    }
}
