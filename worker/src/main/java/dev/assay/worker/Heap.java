package dev.assay.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** Looks at what the classes before have left in the heap: caches, static fields, threads' stacks. */
final class Heap {
    private static final double FULL = 0.6;

    private Heap() {}

    /**
     * Tells whether so much was in use after the last collection that the next class would wait for the collector. What
     * is only softly reachable counts, since collecting it again and again is what makes a full heap slow.
     */
    static boolean isFull() {
        Runtime runtime = Runtime.getRuntime();
        double enough = FULL * runtime.maxMemory();
        if (runtime.totalMemory() - runtime.freeMemory() < enough) {
            return false;
        }
        long kept = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after = pool.getType() == MemoryType.HEAP ? pool.getCollectionUsage() : null;
            kept += after == null ? 0 : after.getUsed();
        }
        return kept > enough;
    }
}
