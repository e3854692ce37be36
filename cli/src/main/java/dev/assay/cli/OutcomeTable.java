package dev.assay.cli;

import dev.assay.event.Journal;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.TestRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcomes of several runs of one suite, test by test.
 *
 * <p>Reads the journals twice: first it keeps a number for each test, then names for those that differ.
 */
final class OutcomeTable {
    private static final int MANY = 1000;

    private final List<Path> journals;

    OutcomeTable(List<Path> journals) {
        this.journals = List.copyOf(journals);
    }

    /**
     * A test that had not the same outcome in all runs.
     *
     * @param test its class and name
     * @param outcomes in the order of the runs; {@code -} where it was not there
     */
    record Difference(String test, List<String> outcomes) {}

    /** Returns the tests that differ, a thousand at most. */
    List<Difference> differences() throws IOException {
        Map<Long, Long> seen = new HashMap<>();
        for (int run = 0; run < journals.size(); run++) {
            read(run, (test, code) -> seen.merge(key(test), next(0, code), (before, now) -> next(before, code)));
        }
        Map<Long, String[]> differing = new LinkedHashMap<>();
        Map<Long, String> names = new HashMap<>();
        for (int run = 0; run < journals.size(); run++) {
            int column = run;
            read(run, (test, code) -> {
                long key = key(test);
                if (differs(seen.getOrDefault(key, 0L)) && (differing.size() < MANY || differing.containsKey(key))) {
                    names.putIfAbsent(key, test.className() + "#" + test.name());
                    differing.computeIfAbsent(key, none -> new String[journals.size()])[column] = word(code);
                }
            });
        }
        List<Difference> differences = new ArrayList<>();
        differing.forEach(
                (key, outcomes) -> differences.add(new Difference(names.getOrDefault(key, ""), filled(outcomes))));
        return differences;
    }

    private interface Sink {
        void accept(TestRef test, int code);
    }

    private void read(int run, Sink sink) throws IOException {
        Journal.read(journals.get(run), event -> {
            if (event instanceof RunEvent.TestFinished finished && finished.last()) {
                sink.accept(
                        finished.test(),
                        finished.flaky()
                                ? Outcome.values().length
                                : finished.outcome().ordinal());
            }
        });
    }

    /** Packs how often a test was seen into the upper half, and the set of its outcomes into the lower. */
    private static long next(long before, int code) {
        return (before + (1L << 32)) | 1L << code;
    }

    private boolean differs(long packed) {
        return packed >>> 32 != journals.size() || Long.bitCount(packed & 0xFFFF_FFFFL) != 1;
    }

    private static String word(int code) {
        return code == Outcome.values().length ? "flaky" : Outcome.values()[code].words();
    }

    private static List<String> filled(String[] outcomes) {
        List<String> words = new ArrayList<>();
        for (String outcome : outcomes) {
            words.add(outcome == null ? "-" : outcome);
        }
        return words;
    }

    /** FNV-1a of 64 bits: a million tests collide once in thirty million such comparisons. */
    private static long key(TestRef test) {
        long hash = 0xcbf29ce484222325L;
        for (byte next : (test.suite() + '\n' + test.uniqueId()).getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (next & 0xFF)) * 0x100000001b3L;
        }
        return hash;
    }
}
