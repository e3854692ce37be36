package dev.assay.core;

import java.util.stream.LongStream;

/** Whole numbers of a range; the simplest choice is the number nearest to zero. */
final class WholeNumbers implements Gen<Long> {
    private static final int EDGE_IN = 5;

    private final long min;
    private final long max;
    private final long origin;

    private WholeNumbers(long min, long max) {
        this.min = min;
        this.max = max;
        this.origin = Math.max(min, Math.min(max, 0));
    }

    static WholeNumbers between(long min, long max) {
        if (min > max) {
            throw new IllegalArgumentException("the range cannot be from " + min + " to " + max);
        }
        return new WholeNumbers(min, max);
    }

    @Override
    public Long draw(Choices from) {
        long size = max - min + 1;
        if (size > 0) {
            long choice = from.below(size);
            return choice <= max - origin ? origin + choice : max - choice;
        }
        // More numbers than a bound can say: try all 64 bits until they are in the range, which is half of them or
        // more.
        long value;
        do {
            value = origin ^ (from.below(1L << 32) << 32 | from.below(1L << 32));
        } while (value < min || value > max);
        return value;
    }

    Gen<Long> withEdges() {
        long[] edges = LongStream.of(0, 1, -1, min, max, min + 1, max - 1)
                .filter(edge -> edge >= min && edge <= max)
                .distinct()
                .toArray();
        return from -> from.below(EDGE_IN) < EDGE_IN - 1 ? draw(from) : edges[(int) from.below(edges.length)];
    }
}
