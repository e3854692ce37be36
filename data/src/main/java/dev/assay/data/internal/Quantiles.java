package dev.assay.data.internal;

/** Inverses of distributions, as tables between whose values is interpolated: what is drawn for millions of rows. */
final class Quantiles {
    private static final int STEPS = 1024;

    /** Of the exponential distribution with mean 1; the last step ends where one value in about 20,000 lies beyond. */
    static final double[] EXPONENTIAL = exponential();

    private Quantiles() {}

    /** Returns the value below which a share of all lies. */
    static double at(double[] table, double share) {
        double place = share * STEPS;
        int step = (int) place;
        return table[step] + (place - step) * (table[step + 1] - table[step]);
    }

    private static double[] exponential() {
        double[] table = new double[STEPS + 1];
        for (int i = 0; i < STEPS; i++) {
            table[i] = -StrictMath.log1p(-i / (double) STEPS);
        }
        table[STEPS] = table[STEPS - 1] + 3;
        return table;
    }
}
