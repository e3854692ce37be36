package dev.assay.bench.data;

import java.lang.management.ManagementFactory;

/** How much of the heap a scenario holds, all that was loaded for it included. */
public final class HeapHeld {
    private static final int COLLECTIONS = 3;
    private static final double MEGABYTE = 1e6;

    private HeapHeld() {}

    /** Takes the scenario's name. */
    public static void main(String[] arguments) {
        long before = held();
        World world = World.of(arguments[0]);
        long after = held();
        Facts.say("heap_mb", (after - before) / MEGABYTE);
        // Read last, so that it is held until then.
        Facts.say("rows", world.rows());
        Facts.done();
    }

    private static long held() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
