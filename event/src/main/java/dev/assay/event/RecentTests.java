package dev.assay.event;

import org.jspecify.annotations.Nullable;

/** The tests that a stream named last, the same at both of its ends: a later one is told by what differs. */
final class RecentTests {
    private static final int SIZE = 1 << 10;
    private static final int NEAR = 16;

    private @Nullable TestRef @Nullable [] ring;
    private int count;
    private int expected;
    private int markedCount;
    private int markedExpected;

    void add(TestRef test) {
        if (ring == null) {
            ring = new TestRef[SIZE];
        }
        ring[count++ & SIZE - 1] = test;
    }

    /** Remembers how it is, for {@link #reset}. */
    void mark() {
        markedCount = count;
        markedExpected = expected;
    }

    /** Forgets what came since the mark; the oldest place, which may have been written over, is never asked for. */
    void reset() {
        count = markedCount;
        expected = markedExpected;
    }

    /**
     * Returns the test so many places before the end; 1 is the newest.
     *
     * @throws IllegalArgumentException if there is none
     */
    TestRef get(int back) {
        TestRef test =
                back > 0 && back <= Math.min(count, SIZE - 1) && ring != null ? ring[count - back & SIZE - 1] : null;
        if (test == null) {
            throw new IllegalArgumentException("not a message: it means a test that the stream has not named");
        }
        return test;
    }

    /** Returns how many places before the end a test is, the same object; 0 where it is not, or not soon found. */
    int find(TestRef test) {
        // Tests that were found together mostly run in that order: each begins, ends, and the next one follows.
        for (int at = expected - 1; at <= expected; at++) {
            if (at >= 0 && count - at > 0 && count - at < SIZE && get(count - at) == test) {
                expected = at + 1;
                return count - at;
            }
        }
        for (int back = 1; back <= Math.min(count, NEAR); back++) {
            if (get(back) == test) {
                expected = count - back + 1;
                return back;
            }
        }
        return 0;
    }

    /** Returns where a test is that has most in common with this one: of the same class, else the newest; 0 if none. */
    int nearest(TestRef test) {
        for (int back = 1; back <= Math.min(count, NEAR); back++) {
            if (get(back).topClass().equals(test.topClass())) {
                return back;
            }
        }
        return Math.min(count, 1);
    }

    void clear() {
        count = 0;
        expected = 0;
    }
}
