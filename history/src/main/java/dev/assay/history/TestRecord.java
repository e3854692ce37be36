package dev.assay.history;

import java.util.Arrays;

/** What is remembered of a static test; its marks stand beside the runs of its {@link ClassRecord}. */
final class TestRecord {
    final String staticId;
    final String className;
    final String name;
    final boolean container;
    /** What a pass costs; -1 until it passed. */
    long wallNanos = -1;

    int invocations = 1;
    /** Outcomes in runs whose marks are forgotten. */
    long oldPassed;

    long oldFailed;
    long oldFlaky;
    private Mark[] marks;

    private TestRecord(String staticId, String className, String name, boolean container, Mark[] marks) {
        this.staticId = staticId;
        this.className = className;
        this.name = name;
        this.container = container;
        this.marks = marks;
    }

    /** Begins the record of a test that did not run in the runs so far. */
    static TestRecord of(TestResult first, int runs) {
        Mark[] marks = new Mark[runs];
        Arrays.fill(marks, Mark.NONE);
        return new TestRecord(first.staticId, first.className, first.name, first.container, marks);
    }

    /** Returns what is known without the outcomes of single runs, beside runs in which it did not run. */
    TestRecord emptied(int runs) {
        Mark[] none = new Mark[runs];
        Arrays.fill(none, Mark.NONE);
        TestRecord copy = new TestRecord(staticId, className, name, container, none);
        copy.wallNanos = wallNanos;
        copy.invocations = invocations;
        copy.oldPassed = oldPassed;
        copy.oldFailed = oldFailed;
        copy.oldFlaky = oldFlaky;
        return copy;
    }

    Mark mark(int run) {
        return marks[run];
    }

    /** Returns the newest run in which it ran; -1 if there is none. */
    int lastRun() {
        int run = marks.length - 1;
        while (run >= 0 && marks[run] == Mark.NONE) {
            run--;
        }
        return run;
    }

    void set(int run, Mark mark) {
        marks[run] = mark;
    }

    void insert(int run, Mark mark) {
        Mark[] longer = Arrays.copyOf(marks, marks.length + 1);
        System.arraycopy(marks, run, longer, run + 1, marks.length - run);
        longer[run] = mark;
        marks = longer;
    }

    /** Forgets the oldest run's mark and counts it. */
    void dropOldest() {
        switch (marks[0]) {
            case PASSED -> oldPassed++;
            case FLAKY -> oldFlaky++;
            case FAILED, LOST -> oldFailed++;
            case NONE, SKIPPED, ABORTED -> {}
        }
        marks = Arrays.copyOfRange(marks, 1, marks.length);
    }

    long count(Mark wanted) {
        long count = 0;
        for (Mark mark : marks) {
            count += mark == wanted ? 1 : 0;
        }
        return count;
    }

    void pack(Packer to, String idPrefix, String topClass) {
        to.id(staticId, idPrefix).number(wallNanos);
        to.name(className, topClass).name(name, TestResult.nameIn(staticId)).number(container ? 1 : 0);
        to.number(invocations).number(oldPassed).number(oldFailed).number(oldFlaky);
        int start = 0;
        for (int i = 1; i <= marks.length; i++) {
            if (i == marks.length || marks[i] != marks[start]) {
                to.number((long) (i - start) * Mark.COUNT + marks[start].ordinal());
                start = i;
            }
        }
    }

    static TestRecord unpack(Unpacker from, String idPrefix, String topClass, int runs) {
        String id = from.id(idPrefix);
        long wall = from.number();
        TestRecord test = new TestRecord(
                id, from.name(topClass), from.name(TestResult.nameIn(id)), from.number() == 1, new Mark[runs]);
        test.wallNanos = wall;
        test.invocations = from.count();
        test.oldPassed = from.number();
        test.oldFailed = from.number();
        test.oldFlaky = from.number();
        for (int at = 0; at < runs; ) {
            int stretch = from.count();
            int end = at + stretch / Mark.COUNT;
            if (end <= at || end > runs) {
                throw new DamagedException("a test's outcomes do not match its runs");
            }
            Arrays.fill(test.marks, at, end, Mark.at(stretch % Mark.COUNT));
            at = end;
        }
        return test;
    }

    /** Moves past what follows a test's id and cost, and returns the worst of its marks. */
    static Mark skipRest(Unpacker from, int runs) {
        from.skipName();
        from.skipName();
        for (int i = 0; i < 5; i++) {
            from.number();
        }
        Mark worst = Mark.NONE;
        for (int at = 0; at < runs; ) {
            int stretch = from.count();
            worst = worst.worse(Mark.at(stretch % Mark.COUNT));
            at += Math.max(1, stretch / Mark.COUNT);
        }
        return worst;
    }
}
