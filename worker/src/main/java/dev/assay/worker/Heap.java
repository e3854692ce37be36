package dev.assay.worker;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.ref.WeakReference;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Looks at what the classes before have left in the heap: caches, static fields, threads' stacks. */
final class Heap {
    private static final double FULL = 0.6;

    /** To what nobody refers to: it is gone if there was a collection since. */
    private WeakReference<Object> fresh = new WeakReference<>(new Object());

    private long told;

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
        return kept(pool -> true) > enough;
    }

    /**
     * Returns how much was in use when what lives long was last collected, if that has happened since this was last asked.
     * Nothing is collected for it, and where nothing was, it costs nothing.
     */
    OptionalLong kept() {
        if (fresh.get() != null) {
            return OptionalLong.empty();
        }
        fresh = new WeakReference<>(new Object());
        // Of all pools those have a threshold that are not emptied by each collection.
        long now = kept(MemoryPoolMXBean::isUsageThresholdSupported);
        boolean same = now == told;
        told = now;
        return same ? OptionalLong.empty() : OptionalLong.of(now);
    }

    private static long kept(Predicate<MemoryPoolMXBean> wanted) {
        long kept = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            MemoryUsage after =
                    pool.getType() == MemoryType.HEAP && wanted.test(pool) ? pool.getCollectionUsage() : null;
            kept += after == null ? 0 : after.getUsed();
        }
        return kept;
    }
}
