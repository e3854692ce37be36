package dev.assay.report.page;

import dev.assay.event.DatabaseUse;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The tests that the page lists: all, or beyond {@link #MOST} those with something to tell and the slowest.
 *
 * <p>Columns instead of objects, because there may be a million.
 */
final class KeptTests {
    /** Tests listed at most. */
    static final int MOST = 200_000;

    /** Tests that a page keeps when there are more than it lists; the slowest of those that passed. */
    static final int SLOWEST = 100_000;

    private String[] names = new String[1024];
    private @Nullable String[] displayNames = new @Nullable String[1024];
    private int[] groups = new int[1024];
    private char[] outcomes = new char[1024];
    private long[] micros = new long[1024];
    private @Nullable TestDetail[] details = new @Nullable TestDetail[1024];
    private @Nullable DatabaseUse[] uses = new @Nullable DatabaseUse[1024];
    private int size;
    private long seen;
    private long atLeastMicros = -1;

    void add(
            int group,
            String name,
            @Nullable String displayName,
            char outcome,
            long wallMicros,
            @Nullable TestDetail detail,
            @Nullable DatabaseUse use) {
        seen++;
        if (detail == null && wallMicros < atLeastMicros) {
            return;
        }
        if (size == MOST) {
            keepTheSlowest();
            if (size == MOST) {
                return;
            }
        }
        if (size == names.length) {
            grow();
        }
        names[size] = name;
        displayNames[size] = displayName;
        groups[size] = group;
        outcomes[size] = outcome;
        micros[size] = wallMicros;
        details[size] = detail;
        uses[size] = use;
        size++;
    }

    int size() {
        return size;
    }

    /** Returns how many tests there were, listed or not. */
    long seen() {
        return seen;
    }

    String name(int index) {
        return names[index];
    }

    @Nullable String displayName(int index) {
        return displayNames[index];
    }

    int group(int index) {
        return groups[index];
    }

    char outcome(int index) {
        return outcomes[index];
    }

    long micros(int index) {
        return micros[index];
    }

    @Nullable TestDetail detail(int index) {
        return details[index];
    }

    /** Returns what a test did with its databases, in its last attempt. */
    @Nullable DatabaseUse use(int index) {
        return uses[index];
    }

    /** Returns the indices in the order of their groups' ranks; within a group as they came. */
    int[] inOrderOf(int[] rankOfGroup) {
        int[] starts = new int[rankOfGroup.length + 1];
        for (int i = 0; i < size; i++) {
            starts[rankOfGroup[groups[i]] + 1]++;
        }
        for (int i = 1; i < starts.length; i++) {
            starts[i] += starts[i - 1];
        }
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[starts[rankOfGroup[groups[i]]]++] = i;
        }
        return order;
    }

    private void keepTheSlowest() {
        long[] plain = new long[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (details[i] == null) {
                plain[count++] = micros[i];
            }
        }
        if (count <= SLOWEST) {
            return;
        }
        Arrays.sort(plain, 0, count);
        atLeastMicros = plain[count - SLOWEST];
        int above = 0;
        for (int i = count - 1; i >= 0 && plain[i] > atLeastMicros; i--) {
            above++;
        }
        int equal = SLOWEST - above;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            boolean keep =
                    details[i] != null || micros[i] > atLeastMicros || (micros[i] == atLeastMicros && equal-- > 0);
            if (keep) {
                move(i, kept++);
            }
        }
        Arrays.fill(details, kept, size, null);
        Arrays.fill(uses, kept, size, null);
        Arrays.fill(displayNames, kept, size, null);
        size = kept;
    }

    private void move(int from, int to) {
        names[to] = names[from];
        displayNames[to] = displayNames[from];
        groups[to] = groups[from];
        outcomes[to] = outcomes[from];
        micros[to] = micros[from];
        details[to] = details[from];
        uses[to] = uses[from];
    }

    private void grow() {
        int length = Math.min(MOST, size * 2);
        names = Arrays.copyOf(names, length);
        displayNames = Arrays.copyOf(displayNames, length);
        groups = Arrays.copyOf(groups, length);
        outcomes = Arrays.copyOf(outcomes, length);
        micros = Arrays.copyOf(micros, length);
        details = Arrays.copyOf(details, length);
        uses = Arrays.copyOf(uses, length);
    }
}
