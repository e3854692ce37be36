package dev.assay.history;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is remembered of a class and its tests; one row of the file.
 *
 * <p>Costs are exponentially weighted: a new measurement counts half. So one slow run on a busy machine moves a cost half
 * way only, and two runs later three quarters of a lasting change are known. The class's wall time is always its
 * fixtures plus its tests, each with what was measured last: a run of a few of its tests teaches their costs and forgets
 * none of the others'.
 */
final class ClassRecord {
    /** Runs whose outcomes are remembered one by one; older ones are counted. */
    static final int RUNS = 100;

    private static final double WEIGHT = 0.5;

    final String suite;
    final String className;
    private final List<Long> runs = new ArrayList<>();
    private final Map<String, TestRecord> tests = new LinkedHashMap<>();
    long fixtureNanos;
    /** CPU time as a share of wall time. */
    double cpuShare;

    private boolean measured;
    /** When it last ran, in days since 1970. */
    long day;

    ClassRecord(String suite, String className) {
        this.suite = suite;
        this.className = className;
    }

    /** Adds what a run saw. */
    void add(long run, long today, ClassResult result, boolean everything) {
        int at = runs.size() - 1;
        boolean first = at < 0 || runs.get(at) != run;
        if (first) {
            at = runs.size();
            insertRun(at, run);
        }
        day = Math.max(day, today);
        boolean whole = result.isWhole();
        learnClass(result, whole);
        for (TestResult seen : result.tests.values()) {
            TestRecord test = tests.computeIfAbsent(seen.staticId, id -> TestRecord.of(seen, runs.size()));
            learnTest(test, seen);
            if (seen.mark != Mark.NONE) {
                test.set(at, seen.mark);
            }
        }
        if (result.wallNanos >= 0) {
            passContainers(at, result);
        }
        if (everything && whole && first && tests.size() > result.tests.size()) {
            tests.keySet().retainAll(result.tests.keySet());
        }
        trim();
    }

    private void learnClass(ClassResult result, boolean whole) {
        // A class whose fixture never worked has a cost too: waiting for what is not there can be the dearest of all.
        boolean better = !measured && result.wallNanos >= 0 && !result.broken;
        if (!whole && !better) {
            return;
        }
        long testNanos = result.testNanos();
        double fixture = Math.max(0, result.wallNanos - testNanos) / (double) Math.max(1, result.parts());
        double share = result.wallNanos == 0 ? 1 : Math.max(0, result.cpuNanos) / (double) result.wallNanos;
        if (measured) {
            // A run of few tests says little about the CPU that the others need.
            double seen = Math.min(1, result.wallNanos / (double) Math.max(1, wallNanos()));
            fixtureNanos = Math.round(fixtureNanos + WEIGHT * (fixture - fixtureNanos));
            cpuShare += WEIGHT * seen * (share - cpuShare);
        } else {
            fixtureNanos = Math.round(fixture);
            cpuShare = share;
            measured = true;
        }
    }

    private static void learnTest(TestRecord test, TestResult seen) {
        if (seen.invocations > 0) {
            test.invocations = seen.invocations;
        }
        boolean ran = seen.mark.compareTo(Mark.ABORTED) >= 0 && seen.mark != Mark.LOST && !seen.container;
        if (!ran || (test.wallNanos >= 0 && !seen.clean)) {
            return;
        }
        test.wallNanos = test.wallNanos < 0
                ? seen.wallNanos
                : Math.round(test.wallNanos + WEIGHT * (seen.wallNanos - test.wallNanos));
    }

    /** A container is reported only when it fails: where the class ran and nothing is said, it passed. */
    private void passContainers(int at, ClassResult result) {
        for (TestRecord test : tests.values()) {
            if (test.container && !result.tests.containsKey(test.staticId)) {
                test.set(at, Mark.PASSED);
            }
        }
    }

    private void insertRun(int at, long run) {
        runs.add(at, run);
        tests.values().forEach(test -> test.insert(at, Mark.NONE));
    }

    /** Returns what is known without the outcomes of single runs. */
    ClassRecord emptied() {
        ClassRecord copy = new ClassRecord(suite, className);
        copy.fixtureNanos = fixtureNanos;
        copy.cpuShare = cpuShare;
        copy.measured = measured;
        copy.day = day;
        tests.forEach((id, test) -> copy.tests.put(id, test.emptied(0)));
        return copy;
    }

    /** Takes half of each cost from the other, and all that is unknown here. */
    void learn(ClassRecord other) {
        if (measured && other.measured) {
            fixtureNanos = (fixtureNanos + other.fixtureNanos) / 2;
            cpuShare = (cpuShare + other.cpuShare) / 2;
        } else if (other.measured) {
            fixtureNanos = other.fixtureNanos;
            cpuShare = other.cpuShare;
            measured = true;
        }
        day = Math.max(day, other.day);
        for (TestRecord theirs : other.tests.values()) {
            TestRecord ours = tests.get(theirs.staticId);
            if (ours == null) {
                tests.put(theirs.staticId, theirs.emptied(runs.size()));
            } else if (theirs.wallNanos >= 0) {
                ours.wallNanos = ours.wallNanos < 0 ? theirs.wallNanos : (ours.wallNanos + theirs.wallNanos) / 2;
            }
        }
    }

    /** Takes a run's outcomes from the other, whose tests are all known here. */
    void copyRun(int at, long run, ClassRecord other, int theirRun) {
        insertRun(at, run);
        for (TestRecord theirs : other.tests.values()) {
            Objects.requireNonNull(tests.get(theirs.staticId)).set(at, theirs.mark(theirRun));
        }
    }

    void trim() {
        while (runs.size() > RUNS) {
            runs.remove(0);
            tests.values().forEach(TestRecord::dropOldest);
        }
    }

    List<Long> runs() {
        return runs;
    }

    Map<String, TestRecord> tests() {
        return tests;
    }

    long wallNanos() {
        long wall = fixtureNanos;
        for (TestRecord test : tests.values()) {
            wall += Math.max(0, test.wallNanos);
        }
        return wall;
    }

    boolean isMeasured() {
        return measured;
    }

    ClassCost cost() {
        long wall = wallNanos();
        int expected = 0;
        for (TestRecord test : tests.values()) {
            expected += test.container ? 0 : test.invocations;
        }
        return new ClassCost(wall, Math.round(wall * cpuShare), fixtureNanos, expected);
    }

    byte[] pack() {
        Packer packer = new Packer();
        String prefix = ClassResult.idPrefix(tests.keySet());
        packer.number(measured ? 1 : 0).number(fixtureNanos).number(Math.round(cpuShare * 1e6));
        packer.number(runs.size());
        long previous = 0;
        for (long run : runs) {
            packer.number(run - previous);
            previous = run;
        }
        packer.text(prefix).number(tests.size());
        tests.values().forEach(test -> test.pack(packer, prefix, className));
        return packer.sealed();
    }

    static ClassRecord unpack(String suite, String className, long day, byte[] bytes) {
        ClassRecord record = new ClassRecord(suite, className);
        record.day = day;
        Unpacker from = Unpacker.ofSealed(bytes);
        record.measured = from.number() == 1;
        record.fixtureNanos = from.number();
        record.cpuShare = from.number() / 1e6;
        long run = 0;
        for (int left = from.count(); left > 0; left--) {
            run += from.number();
            record.runs.add(run);
        }
        String prefix = from.text();
        for (int left = from.count(); left > 0; left--) {
            TestRecord test = TestRecord.unpack(from, prefix, className, record.runs.size());
            record.tests.put(test.staticId, test);
        }
        return record;
    }

    /** Tells whether a test of it failed, was lost or flaky in a run that is remembered, without reading any of them. */
    static boolean isTroubled(byte[] bytes) {
        Unpacker from = Unpacker.ofSealed(bytes);
        int runs = skipClass(from);
        from.skipText();
        for (int left = from.count(); left > 0; left--) {
            from.skipId();
            from.number();
            if (TestRecord.skipRest(from, runs).compareTo(Mark.FLAKY) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** Moves past what comes before the tests, and returns how many runs are remembered. */
    private static int skipClass(Unpacker from) {
        from.number();
        from.number();
        from.number();
        int runs = from.count();
        for (int i = 0; i < runs; i++) {
            from.number();
        }
        return runs;
    }

    /** Reads only what each test costs, by the hash of its id. */
    static void costs(byte[] bytes, CostSink sink) {
        Unpacker from = Unpacker.ofSealed(bytes);
        int runs = skipClass(from);
        long prefix = Costs.hash(from.text());
        for (int left = from.count(); left > 0; left--) {
            long hash = from.hashId(prefix);
            long wall = from.number();
            if (wall >= 0) {
                sink.accept(hash, wall);
            }
            TestRecord.skipRest(from, runs);
        }
    }

    /** Takes a test's cost. */
    interface CostSink {
        void accept(long idHash, long wallNanos);
    }
}
