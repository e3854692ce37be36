package dev.assay.core;

import org.jspecify.annotations.Nullable;

/** Rejection from the inverted integral of 1 / x^exponent; see {@link Distribution#zipf}. */
final class Zipf {
    /** Up to so many ranks are looked up in a table, once there were more draws than ranks. */
    private static final int SMALL = 1 << 13;

    private static final double NEAR = 1e-9;

    private final long size;
    private final double exponent;
    private final double atFirst;
    private final double atLast;
    private final double squeeze;

    /** Threads may lose some; what is drawn is the same with and without the table. */
    private int draws;

    private @Nullable Table known;

    Zipf(long size, double exponent) {
        this.size = size;
        this.exponent = exponent;
        this.atFirst = integral(1.5) - 1;
        this.atLast = integral(size + 0.5);
        this.squeeze = 2 - inverse(integral(2.5) - density(2));
    }

    long draw(Choices from) {
        while (true) {
            // The simplest choice is the first rank.
            double unit = from.unit();
            double u = atFirst + unit * (atLast - atFirst);
            Table table = known;
            long rank = table == null ? rank(u) : table.rank(unit, u);
            if (rank > 0) {
                if (table == null && size <= SMALL && ++draws > size) {
                    known = new Table();
                }
                return rank - 1;
            }
        }
    }

    /** Returns the rank that a point under the hat stands for, from 1; 0 if it is to be rejected. */
    private long rank(double u) {
        double x = inverse(u);
        long rank = Math.max(1, Math.min(size, (long) (x + 0.5)));
        return rank - x <= squeeze || u >= integral(rank + 0.5) - density(rank) ? rank : 0;
    }

    /** Where each rank begins, and from where on it is accepted: what {@link #rank} gives, looked up. */
    private final class Table {
        private final int[] guide = new int[(int) size];
        private final double[] ends = new double[(int) size + 1];
        private final double[] accepted = new double[(int) size + 1];

        Table() {
            ends[0] = Double.NEGATIVE_INFINITY;
            for (int rank = 1; rank <= size; rank++) {
                ends[rank] = integral(rank + 0.5);
                accepted[rank] = ends[rank] - density(rank);
            }
            ends[(int) size] = Double.POSITIVE_INFINITY;
            int rank = 1;
            for (int i = 0; i < guide.length; i++) {
                while (ends[rank] < atFirst + (double) i / guide.length * (atLast - atFirst)) {
                    rank++;
                }
                guide[i] = Math.max(1, rank - 1);
            }
        }

        long rank(double unit, double u) {
            int rank = guide[(int) (unit * guide.length)];
            while (u >= ends[rank]) {
                rank++;
            }
            double close = NEAR * Math.max(1, Math.abs(u));
            boolean sure = u - ends[rank - 1] > close && ends[rank] - u > close && Math.abs(u - accepted[rank]) > close;
            // Next to an end, rounding decides: as it always did.
            return !sure ? Zipf.this.rank(u) : u > accepted[rank] ? rank : 0;
        }
    }

    private double density(double x) {
        return StrictMath.exp(-exponent * StrictMath.log(x));
    }

    /** The integral of the density from 1 to x. */
    private double integral(double x) {
        double log = StrictMath.log(x);
        return expm1OverX((1 - exponent) * log) * log;
    }

    private double inverse(double value) {
        double t = Math.max(-1, value * (1 - exponent));
        return StrictMath.exp(log1pOverX(t) * value);
    }

    private static double expm1OverX(double x) {
        return Math.abs(x) > 1e-8 ? StrictMath.expm1(x) / x : 1 + x / 2 * (1 + x / 3 * (1 + x / 4));
    }

    private static double log1pOverX(double x) {
        return Math.abs(x) > 1e-8 ? StrictMath.log1p(x) / x : 1 - x * (0.5 - x * (1 / 3.0 - x / 4));
    }
}
