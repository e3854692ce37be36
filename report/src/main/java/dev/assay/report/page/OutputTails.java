package dev.assay.report.page;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The beginning and the end of what each running test writes; the rest is in the run's folder. */
final class OutputTails {
    static final int HEAD = 4 << 10;
    static final int TAIL = 12 << 10;

    private final Map<Integer, Map<String, Tail>> byPart = new HashMap<>();

    /** What the page shows of an output: {@code cut} bytes are missing between its head and its tail. */
    record Excerpt(String head, long cut, String tail) {
        static final Excerpt NONE = new Excerpt("", 0, "");

        int length() {
            return head.length() + tail.length();
        }
    }

    void add(int part, @Nullable String testId, byte[] bytes) {
        byPart.computeIfAbsent(part, key -> new HashMap<>())
                .computeIfAbsent(testId == null ? "" : testId, key -> new Tail())
                .add(bytes);
    }

    /** Returns a test's output and forgets it. */
    Excerpt take(int part, String testId) {
        Map<String, Tail> tails = byPart.get(part);
        Tail tail = tails == null ? null : tails.remove(testId);
        return tail == null ? Excerpt.NONE : tail.excerpt();
    }

    /** Returns what was written in a part by no test so far. */
    Excerpt ofFixtures(int part) {
        Map<String, Tail> tails = byPart.get(part);
        Tail tail = tails == null ? null : tails.get("");
        return tail == null ? Excerpt.NONE : tail.excerpt();
    }

    void forget(int part) {
        byPart.remove(part);
    }

    private static final class Tail {
        private byte[] kept = new byte[256];
        private int size;
        private long dropped;

        void add(byte[] bytes) {
            for (int from = 0; from < bytes.length; from += TAIL) {
                add(bytes, from, Math.min(TAIL, bytes.length - from));
            }
        }

        private void add(byte[] bytes, int from, int length) {
            if (size + length > HEAD + 2 * TAIL) {
                int drop = size - HEAD - TAIL;
                System.arraycopy(kept, HEAD + drop, kept, HEAD, TAIL);
                size -= drop;
                dropped += drop;
            }
            if (size + length > kept.length) {
                kept = Arrays.copyOf(kept, Math.min(HEAD + 2 * TAIL, Math.max(size + length, kept.length * 2)));
            }
            System.arraycopy(bytes, from, kept, size, length);
            size += length;
        }

        Excerpt excerpt() {
            if (size <= HEAD + TAIL && dropped == 0) {
                return new Excerpt(new String(kept, 0, size, StandardCharsets.UTF_8), 0, "");
            }
            return new Excerpt(
                    new String(kept, 0, HEAD, StandardCharsets.UTF_8),
                    dropped + size - HEAD - TAIL,
                    new String(kept, size - TAIL, TAIL, StandardCharsets.UTF_8));
        }
    }
}
