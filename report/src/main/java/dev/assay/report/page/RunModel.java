package dev.assay.report.page;

import dev.assay.event.DatabaseUse;
import dev.assay.event.Failure;
import dev.assay.event.Leftover;
import dev.assay.event.Outcome;
import dev.assay.event.RunEvent;
import dev.assay.event.RunListener;
import dev.assay.event.TestRef;
import dev.assay.report.Databases;
import dev.assay.report.FailureClusters;
import dev.assay.report.Fingerprint;
import dev.assay.report.HeapTrend;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the page shows of a run, gathered from its events in one pass and in bounded memory. */
final class RunModel implements RunListener {
    private static final int NAME = 300;
    private static final int DETAILS = 100_000;
    private static final int LISTED = 2_000;
    private static final int STACK_HEAD = 12_000;
    private static final int STACK_TAIL = 3_000;
    private static final int TEXT_BUDGET = 8_000_000;
    private static final int STACKS_A_CLUSTER = 20;

    RunEvent.@Nullable RunStarted started;
    RunEvent.@Nullable RunPlanned planned;
    RunEvent.@Nullable RunFinished finished;
    final List<RunEvent.Notice> notices = new ArrayList<>();
    final List<RunEvent.ClassNotRun> classesNotRun = new ArrayList<>();
    final List<LeftBehind> leftovers = new ArrayList<>();
    final List<FailedContainer> containers = new ArrayList<>();
    final Timeline timeline = new Timeline();
    final KeptTests tests = new KeptTests();
    final Databases databases = new Databases();
    final HeapTrend heap = new HeapTrend();
    final FailureClusters clusters = new FailureClusters();
    final List<ClassName> classes = new ArrayList<>();
    final List<Group> groups = new ArrayList<>();
    final Map<Integer, RunEvent.TestStarted> running = new LinkedHashMap<>();
    long flaky;
    long testNanos;
    long firstFailureNanos = -1;
    long lastNanos;

    private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);
    private final Map<ClassName, Integer> classIndex = new HashMap<>();
    private final Map<Group, Integer> groupIndex = new HashMap<>();
    private final Map<Integer, Place> places = new HashMap<>();
    private final Map<String, TestDetail> retried = new HashMap<>();
    private final Map<String, Integer> stacks = new HashMap<>();
    private final OutputTails outputs = new OutputTails();

    /** By part, then by unique id: of tests that have used a database and are not over. */
    private final Map<Integer, Map<String, DatabaseUse>> uses = new HashMap<>();

    private int textLeft = TEXT_BUDGET;
    private int detailsLeft = DETAILS;

    /** A top-level class of a suite. */
    record ClassName(String suite, String name) {}

    /** Where tests are declared: a class, top-level or nested. */
    record Group(int classIndex, String name) {}

    /** Where a part's latest test is declared. */
    private record Place(String className, int group) {}

    /** What a class left behind. */
    record LeftBehind(int classIndex, Leftover leftover) {}

    /** A container that failed. */
    record FailedContainer(int classIndex, TestRef container, TestDetail detail) {}

    @Override
    public void on(RunEvent event) {
        lastNanos = Math.max(lastNanos, event.at());
        if (event instanceof RunEvent.TestStarted test) {
            running.put(test.part(), test);
        } else if (event instanceof RunEvent.TestFinished test) {
            onTest(test);
            databases.on(event);
        } else if (event instanceof RunEvent.Output output) {
            outputs.add(output.part(), output.testId(), output.bytes());
        } else if (event instanceof RunEvent.ContainerFailed failed) {
            onContainer(failed);
        } else if (event instanceof RunEvent.PartStarted part) {
            heap.on(event);
            timeline.on(part, classOf(part.suite(), part.className()));
        } else if (event instanceof RunEvent.PartFinished part) {
            onPartFinished(part);
        } else if (event instanceof RunEvent.RunStarted first) {
            started = first;
        } else if (event instanceof RunEvent.RunPlanned plan) {
            planned = plan;
        } else if (event instanceof RunEvent.RunFinished last) {
            finished = last;
        } else if (event instanceof RunEvent.Notice notice) {
            addBounded(notices, notice);
        } else if (event instanceof RunEvent.ClassNotRun never) {
            addBounded(classesNotRun, never);
        } else {
            if (event instanceof RunEvent.DatabaseUsed used) {
                uses.computeIfAbsent(used.part(), key -> new HashMap<>())
                        .put(used.test().uniqueId(), used.use());
            }
            databases.on(event);
            heap.on(event);
            timeline.on(event, -1);
        }
    }

    long count(Outcome outcome) {
        return counts.getOrDefault(outcome, 0L);
    }

    String title() {
        return started == null ? "Assay" : started.target() + " \u00b7 Assay";
    }

    String summary() {
        StringBuilder text = new StringBuilder(started == null ? "A run" : started.target());
        text.append(": ").append(tests.seen()).append(" tests");
        for (Outcome outcome : Outcome.values()) {
            if (count(outcome) > 0) {
                text.append(", ").append(count(outcome)).append(' ');
                text.append(outcome.words());
            }
        }
        return text.append('.').toString();
    }

    private void onTest(RunEvent.TestFinished test) {
        RunEvent.TestStarted current = running.get(test.part());
        if (current != null && current.test().uniqueId().equals(test.test().uniqueId())) {
            running.remove(test.part());
        }
        timeline.test(test);
        testNanos += test.wallNanos();
        OutputTails.Excerpt output = outputs.take(test.part(), test.test().uniqueId());
        TestDetail detail = detail(test, output);
        if (!test.last()) {
            return;
        }
        clusters.on(test);
        counts.merge(test.outcome(), 1L, Long::sum);
        if (test.flaky()) {
            flaky++;
        }
        if (test.outcome().isBad() && firstFailureNanos < 0) {
            firstFailureNanos = test.at();
        }
        TestRef ref = test.test();
        tests.add(
                groupOf(test.part(), ref),
                cut(ref.name()),
                displayName(ref),
                letter(test),
                test.wallNanos() / 1_000,
                detail,
                uses.getOrDefault(test.part(), Map.of()).get(ref.uniqueId()));
    }

    private @Nullable TestDetail detail(RunEvent.TestFinished test, OutputTails.Excerpt output) {
        boolean passed = test.last() && test.outcome() == Outcome.PASSED;
        if (passed && retried.isEmpty()) {
            return null;
        }
        String key = test.test().suite() + '\n' + test.test().uniqueId();
        TestDetail before = retried.get(key);
        if (before == null && (passed || detailsLeft-- <= 0)) {
            return null;
        }
        TestDetail detail =
                before == null ? new TestDetail(test.test().uniqueId(), test.part(), shortened(test.reason())) : before;
        detail.add(attempt(test, output));
        if (test.last()) {
            retried.remove(key);
        } else {
            retried.put(key, detail);
        }
        return detail;
    }

    private TestDetail.Attempt attempt(RunEvent.TestFinished test, OutputTails.Excerpt output) {
        boolean bad = test.outcome().isBad();
        Failure failure = test.failure();
        String cluster = "";
        if (bad) {
            cluster = (test.outcome() == Outcome.LOST || failure == null
                            ? Fingerprint.ofLost(test.reason())
                            : Fingerprint.of(failure, test.test().topClass()))
                    .id();
        }
        return attempt(letter(test.outcome()), test.wallNanos() / 1_000, failure, cluster, output);
    }

    private TestDetail.Attempt attempt(
            char outcome, long micros, @Nullable Failure failure, String cluster, OutputTails.Excerpt output) {
        boolean whole =
                textLeft > 0 && (cluster.isEmpty() || stacks.merge(cluster, 1, Integer::sum) <= STACKS_A_CLUSTER);
        String stack = failure == null || !whole ? "" : excerpt(failure.stackTrace());
        OutputTails.Excerpt shown = whole ? output : OutputTails.Excerpt.NONE;
        textLeft -= stack.length() + shown.length();
        return new TestDetail.Attempt(
                outcome,
                micros,
                failure == null ? "" : failure.type(),
                failure == null ? "" : shortened(failure.message()),
                stack,
                cluster,
                shown);
    }

    private void onContainer(RunEvent.ContainerFailed failed) {
        clusters.on(failed);
        if (!failed.last()) {
            return;
        }
        timeline.container(failed);
        if (firstFailureNanos < 0) {
            firstFailureNanos = failed.at();
        }
        TestRef ref = failed.container();
        TestDetail detail = new TestDetail(ref.uniqueId(), failed.part(), "");
        detail.add(attempt(
                'F',
                0,
                failed.failure(),
                Fingerprint.of(failed.failure(), ref.topClass()).id(),
                outputs.ofFixtures(failed.part())));
        addBounded(containers, new FailedContainer(classOf(ref.suite(), ref.topClass()), ref, detail));
    }

    private void onPartFinished(RunEvent.PartFinished part) {
        int index = classOf(part.suite(), part.className());
        heap.on(part);
        timeline.on(part, index);
        outputs.forget(part.part());
        uses.remove(part.part());
        places.remove(part.part());
        running.remove(part.part());
        for (Leftover leftover : part.leftovers()) {
            addBounded(leftovers, new LeftBehind(index, leftover));
        }
    }

    private int classOf(String suite, String name) {
        return classIndex.computeIfAbsent(new ClassName(suite, name), key -> {
            classes.add(key);
            return classes.size() - 1;
        });
    }

    /** Returns where a test is declared; a part's tests mostly share it, and comparing names is cheaper than hashing. */
    private int groupOf(int part, TestRef ref) {
        Place last = places.get(part);
        if (last != null && last.className.equals(ref.className())) {
            return last.group;
        }
        Group group = new Group(classOf(ref.suite(), ref.topClass()), ref.className());
        int index = groupIndex.computeIfAbsent(group, key -> {
            groups.add(key);
            return groups.size() - 1;
        });
        places.put(part, new Place(ref.className(), index));
        return index;
    }

    private static char letter(RunEvent.TestFinished test) {
        return test.flaky() ? 'Y' : letter(test.outcome());
    }

    private static char letter(Outcome outcome) {
        return switch (outcome) {
            case PASSED -> 'P';
            case FAILED -> 'F';
            case ABORTED -> 'A';
            case SKIPPED -> 'S';
            case LOST -> 'L';
            case NOT_RUN -> 'N';
        };
    }

    private static @Nullable String displayName(TestRef ref) {
        String shown = ref.displayName();
        boolean named = shown.startsWith(ref.name())
                && (shown.length() == ref.name().length()
                        || shown.length() == ref.name().length() + 2 && shown.endsWith("()"));
        return named ? null : cut(shown);
    }

    private static String cut(String name) {
        return name.length() <= NAME ? name : name.substring(0, NAME) + '\u2026';
    }

    private static String shortened(String message) {
        return message.length() <= 4 * NAME ? message : message.substring(0, 4 * NAME) + '\u2026';
    }

    private static String excerpt(String stack) {
        if (stack.length() <= STACK_HEAD + STACK_TAIL) {
            return stack;
        }
        return stack.substring(0, STACK_HEAD) + "\n\u2026 " + (stack.length() - STACK_HEAD - STACK_TAIL)
                + " characters left out \u2026\n" + stack.substring(stack.length() - STACK_TAIL);
    }

    private static <T> void addBounded(List<T> list, T value) {
        if (list.size() < LISTED) {
            list.add(value);
        }
    }
}
