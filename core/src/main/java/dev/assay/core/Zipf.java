package dev.assay.core;

/** Rejection from the inverted integral of 1 / x^exponent; see {@link Distribution#zipf}. */
final class Zipf {
    private final long size;
    private final double exponent;
    private final double atFirst;
    private final double atLast;
    private final double squeeze;

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
            double u = atFirst + from.unit() * (atLast - atFirst);
            double x = inverse(u);
            long rank = Math.max(1, Math.min(size, (long) (x + 0.5)));
            if (rank - x <= squeeze || u >= integral(rank + 0.5) - density(rank)) {
                return rank - 1;
            }
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
