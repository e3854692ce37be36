package dev.assay.history;

import dev.assay.history.Store.FailureRow;
import dev.assay.history.TestHistory.PastOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** Answers what people ask of a history. Reads class by class and holds only what it answers. */
final class Queries {
    private final Store store;
    private final Map<Long, PastRun> runs;

    Queries(Store store) throws SQLException {
        this.store = store;
        this.runs = store.runs();
    }

    List<LastFailure> lastFailed() throws SQLException {
        Map<Long, Map<String, List<FailureRow>>> failures = new HashMap<>();
        List<LastFailure> result = new ArrayList<>();
        store.eachTroubledClass(record -> {
            for (TestRecord test : record.tests().values()) {
                int last = test.lastRun();
                if (last >= 0 && test.mark(last).isBad()) {
                    long run = record.runs().get(last);
                    Map<String, List<FailureRow>> ofRun = failures.get(run);
                    if (ofRun == null) {
                        ofRun = byTest(store.failures(run));
                        failures.put(run, ofRun);
                    }
                    ofRun.getOrDefault(key(record.suite, test.staticId), List.of())
                            .forEach(row -> result.add(new LastFailure(row.suite(), row.className(), row.uniqueId())));
                }
            }
        });
        return result;
    }

    private static Map<String, List<FailureRow>> byTest(List<FailureRow> rows) {
        Map<String, List<FailureRow>> byTest = new HashMap<>();
        for (FailureRow row : rows) {
            byTest.computeIfAbsent(key(row.suite(), row.staticId()), key -> new ArrayList<>(1))
                    .add(row);
        }
        return byTest;
    }

    private static String key(String suite, String staticId) {
        return suite + '\n' + staticId;
    }

    List<TestHistory> flakiest(int limit) throws SQLException {
        return top(store::eachTroubledClass, limit, this::contradictions);
    }

    List<TestHistory> slowest(int limit) throws SQLException {
        return top(store::eachClass, limit, (record, test) -> test.wallNanos);
    }

    /** Returns the tests with the highest scores above zero. */
    private List<TestHistory> top(Classes classes, int limit, Score score) throws SQLException {
        Comparator<Candidate> order = Comparator.comparingLong(Candidate::score)
                .thenComparing(candidate -> candidate.test().staticId, Comparator.reverseOrder());
        PriorityQueue<Candidate> best = new PriorityQueue<>(order);
        classes.visit(record -> {
            for (TestRecord test : record.tests().values()) {
                long points = score.of(record, test);
                if (points > 0) {
                    best.add(new Candidate(points, record, test));
                    if (best.size() > limit) {
                        best.remove();
                    }
                }
            }
        });
        return best.stream()
                .sorted(order.reversed())
                .map(each -> history(each.record(), each.test()))
                .toList();
    }

    List<TestHistory> find(String pattern) throws SQLException {
        TestPattern wanted = TestPattern.of(pattern);
        List<TestHistory> found = new ArrayList<>();
        store.eachClass(record -> {
            for (TestRecord test : record.tests().values()) {
                if (wanted.matches(test.className, test.name)) {
                    found.add(history(record, test));
                }
            }
        });
        return found;
    }

    List<String> near(String testName, int limit) throws SQLException {
        Map<String, Integer> distances = new HashMap<>();
        store.eachClass(record -> {
            for (TestRecord test : record.tests().values()) {
                String name = TestPattern.simple(test.className) + '#' + TestPattern.method(test.name);
                distances.computeIfAbsent(name, key -> TestPattern.distance(testName, key));
            }
        });
        int farthest = Math.max(3, testName.length() / 3);
        return distances.entrySet().stream()
                .filter(each -> each.getValue() <= farthest)
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(limit)
                .map(Map.Entry::getKey)
                .toList();
    }

    private TestHistory history(ClassRecord record, TestRecord test) {
        List<PastOutcome> recent = new ArrayList<>();
        for (int i = 0; i < record.runs().size(); i++) {
            Mark mark = test.mark(i);
            if (mark != Mark.NONE) {
                PastRun run = runs.get(record.runs().get(i));
                recent.add(new PastOutcome(
                        run == null ? "" : run.id(),
                        run == null ? 0 : run.startMillis(),
                        run == null ? "" : run.commit(),
                        mark.outcome(),
                        mark == Mark.FLAKY));
            }
        }
        return new TestHistory(
                record.suite,
                record.className,
                test.className,
                test.name,
                test.staticId,
                test.wallNanos,
                test.invocations,
                test.oldPassed + test.count(Mark.PASSED),
                test.oldFailed + test.count(Mark.FAILED) + test.count(Mark.LOST),
                test.oldFlaky + test.count(Mark.FLAKY),
                flips(record, test),
                recent);
    }

    private long contradictions(ClassRecord record, TestRecord test) {
        return test.count(Mark.FLAKY) + flips(record, test);
    }

    /** Counts how often a test passed and failed in two runs of the same code that follow each other. */
    private int flips(ClassRecord record, TestRecord test) {
        if (test.count(Mark.FAILED) + test.count(Mark.LOST) == 0) {
            return 0;
        }
        int flips = 0;
        int previous = -1;
        for (int i = 0; i < record.runs().size(); i++) {
            if (test.mark(i).compareTo(Mark.PASSED) >= 0) {
                boolean flipped = previous >= 0
                        && test.mark(previous).isBad() != test.mark(i).isBad()
                        && sameCode(record.runs().get(previous), record.runs().get(i));
                flips += flipped ? 1 : 0;
                previous = i;
            }
        }
        return flips;
    }

    private boolean sameCode(long oneRun, long otherRun) {
        PastRun one = runs.get(oneRun);
        PastRun other = runs.get(otherRun);
        return one != null
                && other != null
                && !one.commit().isEmpty()
                && one.commit().equals(other.commit());
    }

    private record Candidate(long score, ClassRecord record, TestRecord test) {}

    private interface Classes {
        void visit(Store.Visitor visitor) throws SQLException;
    }

    private interface Score {
        long of(ClassRecord record, TestRecord test);
    }
}
