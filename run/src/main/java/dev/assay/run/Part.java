package dev.assay.run;

import dev.assay.event.Signal;
import dev.assay.event.Signal.Lock;
import dev.assay.event.TestRef;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A class, or some of its tests, that one worker is given; and while it runs, what is still open in it. */
final class Part {
    final int id;
    final ClassTask task;
    final List<String> select;
    final String label;
    final int attempt;
    final boolean stepwise;
    final long expectedNanos;

    /** Whether it wants a JVM in which nothing has run. */
    final boolean fresh;

    /** Whether it may leave a core idle. */
    final boolean waits;

    List<Lock> locks = List.of();
    final Map<String, TestRef> openTests = new LinkedHashMap<>();
    final Map<String, TestRef> openTemplates = new LinkedHashMap<>();
    final Map<String, Running> running = new LinkedHashMap<>();

    /** The last test that each open template registered. */
    final Map<String, String> lastRegistered = new HashMap<>();

    final Set<String> stepsLeft = new LinkedHashSet<>();
    long startedAt;
    long lastSignAt;

    /** Outcomes that its worker has told. */
    int reported;

    int stepsDone;
    boolean isDiscovered;
    boolean refused;
    boolean releasing;
    boolean finished;
    boolean containerFailed;

    /** A test that has begun. */
    record Running(TestRef test, long since) {}

    private Part(Builder from, int id) {
        this.id = id;
        this.task = from.task;
        this.select = List.copyOf(from.select);
        this.label = from.label;
        this.attempt = from.attempt;
        this.stepwise = from.stepwise;
        this.expectedNanos = from.expectedNanos;
        this.fresh = from.fresh;
        this.waits = from.waits;
        this.locks = from.locks;
    }

    static Builder of(ClassTask task) {
        return new Builder(task);
    }

    /** Says what a part is to be. */
    static final class Builder {
        private final ClassTask task;
        private List<String> select = List.of();
        private String label = "";
        private int attempt = 1;
        private boolean stepwise;
        private long expectedNanos;
        private boolean fresh;
        private boolean waits;
        private List<Lock> locks = List.of();

        private Builder(ClassTask task) {
            this.task = task;
            this.fresh = !task.suite.reuseJvm();
        }

        Builder select(List<String> ids) {
            select = ids;
            return this;
        }

        Builder label(String text) {
            label = text;
            return this;
        }

        Builder attempt(int number) {
            attempt = number;
            fresh |= number > 1;
            return this;
        }

        Builder stepwise(boolean yes) {
            stepwise = yes;
            return this;
        }

        Builder expected(long nanos) {
            expectedNanos = nanos;
            return this;
        }

        Builder waits(boolean yes) {
            waits = yes;
            return this;
        }

        Builder locks(List<Lock> known) {
            locks = known;
            return this;
        }

        Part build(int id) {
            return new Part(this, id);
        }
    }

    void discovered(Signal.Discovered discovered) {
        isDiscovered = true;
        for (TestRef test : discovered.tests()) {
            openTests.put(test.uniqueId(), test);
        }
        for (TestRef template : discovered.templates()) {
            openTemplates.put(template.uniqueId(), template);
        }
        stepsLeft.addAll(discovered.steps());
    }

    /** Returns the same part, for another worker. */
    Part again(int newId) {
        return of(task).select(select)
                .label(label)
                .attempt(attempt)
                .stepwise(stepwise)
                .expected(expectedNanos)
                .waits(waits)
                .locks(locks)
                .build(newId);
    }

    /** Forgets what was discovered: the part goes back to the queue. */
    void reset() {
        openTests.clear();
        openTemplates.clear();
        stepsLeft.clear();
        refused = false;
    }

    void started(TestRef test, long at) {
        running.put(test.uniqueId(), new Running(test, at));
        if (test.isDynamic()) {
            lastRegistered.put(test.staticId(), test.uniqueId());
        }
        if (!stepsLeft.isEmpty()) {
            String step = stepOf(test.uniqueId());
            if (step != null) {
                stepsLeft.remove(step);
                stepsDone++;
            }
        }
    }

    private @Nullable String stepOf(String id) {
        for (String step : stepsLeft) {
            if (isBelow(id, step)) {
                return step;
            }
        }
        return null;
    }

    void ended(String id) {
        running.remove(id);
        openTests.remove(id);
        openTemplates.remove(id);
    }

    /** Drops what another worker will run. */
    void released(List<String> steps) {
        for (String step : steps) {
            stepsLeft.remove(step);
            openTests.keySet().removeIf(id -> isBelow(id, step));
            openTemplates.keySet().removeIf(id -> isBelow(id, step));
        }
        releasing = false;
    }

    static boolean isBelow(String id, String step) {
        return id.startsWith(step) && (id.length() == step.length() || id.charAt(step.length()) == '/');
    }
}
