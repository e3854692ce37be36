package dev.assay.history;

import dev.assay.event.Outcome;
import dev.assay.event.RunEvent.TestFinished;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one run saw of a class.
 *
 * <p>{@link #pack} turns it into a few bytes as soon as the class is over, so that a run of a million tests is
 * remembered in tens of megabytes until it is written.
 */
final class ClassResult {
    /** Invocations of one template that are remembered as failed; of more, the template is. */
    static final int FAILED_INVOCATIONS = 100;

    final String suite;
    final String className;
    final Map<String, TestResult> tests = new LinkedHashMap<>();
    /** Unique ids of what failed in the end, by static id. */
    final Map<String, List<String>> failures = new LinkedHashMap<>();
    /** Parts that ran first attempts; each paid the class's fixtures. Few: one, unless the class was split. */
    private final Set<Integer> partNumbers = new HashSet<>(2);

    private int parts;
    /** Wall and CPU over all parts without retries; -1 when the class did not come to its end. */
    long wallNanos = -1;

    long cpuNanos = -1;

    /** Whether a worker died on it, so that its time says nothing. */
    boolean broken;

    ClassResult(String suite, String className) {
        this.suite = suite;
        this.className = className;
    }

    /** Tells whether all that was begun came to its end, so that its time is what the class costs. */
    boolean isWhole() {
        return wallNanos >= 0
                && parts > 0
                && !broken
                && tests.values().stream().noneMatch(test -> test.mark == Mark.NONE);
    }

    /** Adds the outcome of an attempt at a test. */
    void add(TestFinished event, String staticId) {
        TestResult test = tests.get(staticId);
        if (test == null) {
            TestRef ref = event.test();
            boolean isDynamic = staticId.length() < ref.uniqueId().length();
            String name = isDynamic ? templateName(ref.name()) : ref.name();
            test = new TestResult(staticId, ref.className(), name, false);
            tests.put(staticId, test);
        }
        Outcome outcome = event.outcome();
        boolean ran = outcome != Outcome.SKIPPED && outcome != Outcome.NOT_RUN;
        broken |= outcome == Outcome.LOST;
        if (event.attempt() == 1 && outcome != Outcome.NOT_RUN) {
            partNumbers.add(event.part());
            parts = partNumbers.size();
        }
        if (event.attempt() == 1 && ran) {
            test.invocations++;
            test.wallNanos += event.wallNanos();
            test.clean &= !outcome.isBad();
        }
        if (event.last()) {
            test.mark = test.mark.worse(Mark.of(outcome, event.flaky()));
            if (outcome.isBad()) {
                addFailure(staticId, event.test().uniqueId());
            }
        }
    }

    /** Adds a container's failure. Where the container is a template, it is the template that failed. */
    void addContainer(TestRef ref) {
        String staticId = ref.staticId();
        TestResult test = tests.computeIfAbsent(
                staticId, id -> new TestResult(id, ref.className(), ref.name(), !ref.isDynamic()));
        test.mark = test.mark.worse(Mark.FAILED);
        test.clean = false;
        addFailure(staticId, ref.uniqueId());
    }

    private void addFailure(String staticId, String uniqueId) {
        List<String> ids = failures.computeIfAbsent(staticId, id -> new ArrayList<>(1));
        if (ids.size() == FAILED_INVOCATIONS) {
            ids.clear();
            ids.add(staticId);
        } else if (!ids.contains(staticId)) {
            ids.add(uniqueId);
        }
    }

    /** Returns the name without the indexes of invocations. */
    private static String templateName(String name) {
        int index = name.indexOf('[');
        return index > 0 ? name.substring(0, index) : name;
    }

    long testNanos() {
        return tests.values().stream().mapToLong(test -> test.wallNanos).sum();
    }

    int parts() {
        return parts;
    }

    byte[] pack() {
        Packer packer = new Packer();
        String prefix = idPrefix(tests.keySet());
        packer.text(suite)
                .text(className)
                .number(parts)
                .number(wallNanos)
                .number(cpuNanos)
                .number(broken ? 1 : 0);
        packer.text(prefix).number(tests.size());
        tests.values().forEach(test -> test.pack(packer, prefix, className));
        packer.number(failures.size());
        failures.forEach((staticId, ids) -> {
            packer.id(staticId, prefix).number(ids.size());
            ids.forEach(id -> packer.id(id, prefix));
        });
        return packer.bytes();
    }

    static ClassResult unpack(byte[] bytes) {
        Unpacker from = Unpacker.of(bytes);
        ClassResult result = new ClassResult(from.text(), from.text());
        result.parts = from.count();
        result.wallNanos = from.number();
        result.cpuNanos = from.number();
        result.broken = from.number() == 1;
        String prefix = from.text();
        for (int left = from.count(); left > 0; left--) {
            TestResult test = TestResult.unpack(from, prefix, result.className);
            result.tests.put(test.staticId, test);
        }
        for (int left = from.count(); left > 0; left--) {
            List<String> ids = new ArrayList<>();
            result.failures.put(from.id(prefix), ids);
            for (int more = from.count(); more > 0; more--) {
                ids.add(from.id(prefix));
            }
        }
        return result;
    }

    /** Returns what ids of one class have in common: the segments of its engine and of the class itself. */
    static String idPrefix(Collection<String> ids) {
        if (ids.isEmpty()) {
            return "";
        }
        String first = ids.iterator().next();
        int engine = first.indexOf("]/");
        int top = engine < 0 ? -1 : first.indexOf("]/", engine + 2);
        return top < 0 ? "" : first.substring(0, top + 2);
    }
}
