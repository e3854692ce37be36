package dev.assay.run;

import dev.assay.event.Signal;
import dev.assay.event.Signal.Lock;
import dev.assay.event.TestRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A class, or some of its tests, that one worker is given; and while it runs, what is still open in it. */
final class Part {
    final int id;
    final ClassTask task;
    final List<String> select;
    final String label;
    final int attempt;
    final boolean stepwise;

    /** Whether it was asked for just these tests, and not for whatever their templates register. */
    final boolean exact;

    /** Templates of which it runs the next invocations, which may not be the last. */
    final Set<String> continuing;

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

    /** What it was asked for and has not had its outcome. */
    final Set<String> selectLeft = new LinkedHashSet<>();

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

    /** Tests and templates that are known of a part before its worker discovers them. */
    record Known(List<TestRef> tests, List<TestRef> templates) {
        static final Known NOTHING = new Known(List.of(), List.of());
    }

    /** A test that has begun. */
    record Running(TestRef test, long since) {}

    private Part(Builder from, int id) {
        this.id = id;
        this.task = from.task;
        this.select = List.copyOf(from.select);
        this.label = from.label;
        this.attempt = from.attempt;
        this.stepwise = from.stepwise;
        this.exact = from.exact;
        this.continuing = Set.copyOf(from.continuing);
        this.selectLeft.addAll(from.select);
        from.known.tests().forEach(test -> openTests.put(test.uniqueId(), test));
        from.known.templates().forEach(test -> openTemplates.put(test.uniqueId(), test));
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
        private boolean exact;
        private Set<String> continuing = Set.of();
        private Known known = Known.NOTHING;
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

        Builder exact(boolean yes) {
            exact = yes;
            return this;
        }

        Builder continuing(Set<String> templates) {
            continuing = templates;
            return this;
        }

        Builder known(Known tests) {
            known = tests;
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

    /** Returns the same part, for another worker; what was discovered stays known, in case that it is never run. */
    Part again(int newId) {
        return of(task).select(select)
                .label(label)
                .attempt(attempt)
                .stepwise(stepwise)
                .exact(exact)
                .continuing(continuing)
                .known(known())
                .expected(expectedNanos)
                .waits(waits)
                .locks(locks)
                .build(newId);
    }

    void started(TestRef test, long at) {
        running.put(test.uniqueId(), new Running(test, at));
        ran(test);
    }

    /** Takes a test that began, be it over already. */
    void ran(TestRef test) {
        for (String template : test.templates()) {
            lastRegistered.put(template, test.uniqueId());
        }
        if (!stepsLeft.isEmpty()) {
            String step = stepOf(test.uniqueId());
            if (step != null) {
                stepsLeft.remove(step);
                stepsDone++;
            }
        }
    }

    /** Takes what an invocation of a class template has registered and not begun yet. */
    void registered(TestRef test, boolean isTemplate) {
        (isTemplate ? openTemplates : openTests).put(test.uniqueId(), test);
        for (String template : test.templates()) {
            lastRegistered.put(template, test.uniqueId());
        }
    }

    /** A template registers no more tests; where it was asked for some of them, there may be others. */
    void templateFinished(String template) {
        openTemplates.remove(template);
        if (!continuing.contains(template)) {
            lastRegistered.remove(template);
        }
    }

    private @Nullable String stepOf(String id) {
        for (String step : stepsLeft) {
            if (TestRef.isBelow(id, step)) {
                return step;
            }
        }
        return null;
    }

    void ended(String id) {
        running.remove(id);
        openTests.remove(id);
        openTemplates.remove(id);
        selectLeft.remove(id);
        stepsLeft.remove(id);
    }

    /** Drops what another worker will run, and returns what that is. */
    Known released(List<String> steps) {
        List<TestRef> tests = new ArrayList<>();
        List<TestRef> templates = new ArrayList<>();
        for (String step : steps) {
            stepsLeft.remove(step);
            take(openTests, step, tests);
            take(openTemplates, step, templates);
        }
        releasing = false;
        return new Known(tests, templates);
    }

    private static void take(Map<String, TestRef> open, String step, List<TestRef> taken) {
        open.values().removeIf(test -> TestRef.isBelow(test.uniqueId(), step) && taken.add(test));
    }

    /** Returns what is open in it. */
    Known known() {
        return new Known(List.copyOf(openTests.values()), List.copyOf(openTemplates.values()));
    }

    /** Returns the ids below a template that it was asked for and that have no outcome. */
    List<String> selectedBelow(String template) {
        return selectLeft.stream()
                .filter(id -> id.length() > template.length() && TestRef.isBelow(id, template))
                .toList();
    }

    /** Tells whether it was asked for all that a template registers, and not for some of it. */
    boolean wantsAllOf(String template) {
        return !exact
                || continuing.contains(template)
                || selectLeft.stream().anyMatch(id -> TestRef.isBelow(template, id));
    }

    /** Returns the open templates whose invocations another worker goes on with. */
    Set<String> unfinished() {
        return openTemplates.keySet().stream().filter(this::wantsAllOf).collect(Collectors.toSet());
    }
}
