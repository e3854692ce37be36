package dev.assay.history;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells what each class and test costs, as past runs measured it.
 *
 * <p>A snapshot: immutable and thread-safe, it does not follow the file. Tests are kept by a 64-bit hash of their
 * id, in some 40 bytes each, so that a million of them fit.
 *
 * @since 0.1
 */
public final class Costs {
    static final long HASH_SEED = 0xcbf29ce484222325L;
    private static final Costs UNKNOWN = new Builder().build(0);

    private final Map<String, Map<String, ClassCost>> classes;
    private final Map<String, TestCosts> tests;
    private final int expectedTests;
    private final long expectedWallNanos;

    private Costs(
            Map<String, Map<String, ClassCost>> classes, Map<String, TestCosts> tests, int expectedTests, long wall) {
        this.classes = classes;
        this.tests = tests;
        this.expectedTests = expectedTests;
        this.expectedWallNanos = wall;
    }

    /** Returns the costs of which nothing is known. */
    public static Costs unknown() {
        return UNKNOWN;
    }

    /** Returns what a class costs; null where no run measured it. */
    public @Nullable ClassCost ofClass(String suite, String className) {
        Map<String, ClassCost> ofSuite = classes.get(suite);
        return ofSuite == null ? null : ofSuite.get(className);
    }

    /**
     * Returns what a pass of a static test costs, all its invocations together, in nanoseconds; 0 where that is not
     * known.
     *
     * @param staticId as {@link dev.assay.event.TestRef#staticId()} gives it
     */
    public long ofTest(String suite, String staticId) {
        TestCosts ofSuite = tests.get(suite);
        return ofSuite == null ? 0 : ofSuite.get(hash(staticId));
    }

    /** Returns how many tests the classes of all suites had when they last ran. */
    public int expectedTests() {
        return expectedTests;
    }

    /** Returns how long the newest run that came to its end took, in nanoseconds; 0 where there is none. */
    public long expectedWallNanos() {
        return expectedWallNanos;
    }

    /** Tells whether nothing is known. */
    public boolean isEmpty() {
        return classes.isEmpty();
    }

    /** FNV-1a, a byte at a time. */
    static long hash(long hash, byte next) {
        return (hash ^ (next & 0xFF)) * 0x100000001b3L;
    }

    static long hash(String text) {
        long hash = HASH_SEED;
        for (byte next : text.getBytes(StandardCharsets.UTF_8)) {
            hash = hash(hash, next);
        }
        return hash;
    }

    /** Gathers costs; used by one thread. */
    static final class Builder {
        private final Map<String, Map<String, ClassCost>> classes = new HashMap<>();
        private final Map<String, TestCosts> tests = new HashMap<>();
        private int expected;

        void add(String suite, String className, @Nullable ClassCost cost, byte[] detail) {
            if (cost != null) {
                classes.computeIfAbsent(suite, key -> new HashMap<>()).put(className, cost);
                expected += cost.tests();
            }
            ClassRecord.costs(detail, tests.computeIfAbsent(suite, key -> new TestCosts())::add);
        }

        Costs build(long expectedWallNanos) {
            return new Costs(classes, tests, expected, expectedWallNanos);
        }
    }

    /** A table of costs by hash: open addressing, at most half full. A hash of 0 counts as 1, for 0 marks a free place. */
    private static final class TestCosts {
        private long[] hashes = new long[64];
        private long[] walls = new long[64];
        private int size;

        void add(long hash, long wall) {
            if (size * 2 >= hashes.length) {
                long[] oldHashes = hashes;
                long[] oldWalls = walls;
                hashes = new long[oldHashes.length * 2];
                walls = new long[oldHashes.length * 2];
                size = 0;
                for (int i = 0; i < oldHashes.length; i++) {
                    if (oldHashes[i] != 0) {
                        add(oldHashes[i], oldWalls[i]);
                    }
                }
            }
            int at = place(hash);
            if (hashes[at] == 0) {
                hashes[at] = hash == 0 ? 1 : hash;
                size++;
            }
            walls[at] = wall;
        }

        long get(long hash) {
            int at = place(hash);
            return hashes[at] == 0 ? 0 : walls[at];
        }

        private int place(long hash) {
            long key = hash == 0 ? 1 : hash;
            int mask = hashes.length - 1;
            int at = (int) (key ^ (key >>> 32)) & mask;
            while (hashes[at] != 0 && hashes[at] != key) {
                at = (at + 1) & mask;
            }
            return at;
        }
    }
}
