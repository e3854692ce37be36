package dev.assay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Where the figures come from: enough to judge them, nothing that names the machine.
 *
 * @param cores processors that Java sees
 * @param memoryMib physical memory
 * @param system operating system and architecture
 * @param jdk version of the Java that runs the benchmarks and the tests
 */
record Machine(int cores, long memoryMib, String system, String jdk) {
    static Machine here() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                memory >> 20,
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vendor") + " " + Runtime.version());
    }

    @Override
    public String toString() {
        return cores + " cores, " + (memory() + " GiB, ") + system + ", JDK " + jdk;
    }

    private long memory() {
        return Math.round(memoryMib / 1024.0);
    }
}
