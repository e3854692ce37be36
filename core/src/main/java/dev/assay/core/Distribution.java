package dev.assay.core;

/**
 * Numbers that are not evenly spread.
 *
 * <p>Nothing here depends on the processor or the JDK: what is not plain arithmetic is {@link StrictMath}'s.
 *
 * @since 0.1
 */
public final class Distribution {
    private Distribution() {}

    /**
     * Returns a generator of normally distributed numbers, by inversion (Wichura, <em>Algorithm AS 241</em>, 1988): exact
     * to about 1 part in 10^16. The simplest choice is the mean.
     *
     * @param deviation the standard deviation, more than 0
     */
    public static Gen<Double> normal(double mean, double deviation) {
        check(deviation > 0 && Double.isFinite(deviation) && Double.isFinite(mean), "a deviation", deviation);
        return from -> {
            double unit = from.unit() + 0.5;
            return mean + deviation * NormalQuantile.of(unit < 1 ? unit : unit - 1 + 0x1p-54);
        };
    }

    /**
     * Returns a generator of exponentially distributed numbers, such as the time between independent events.
     *
     * @param mean more than 0
     */
    public static Gen<Double> exponential(double mean) {
        check(mean > 0 && Double.isFinite(mean), "a mean", mean);
        return from -> -mean * StrictMath.log1p(-from.unit());
    }

    /**
     * Returns a generator of ranks from 0 to {@code size - 1}, of which the first is likeliest: the chance of rank r is
     * proportional to 1 / (r + 1)^exponent. Takes the same time for any size, by rejection from an inverted hat (Hörmann
     * and Derflinger, <em>Rejection-inversion to generate variates from monotone discrete distributions</em>, 1996).
     *
     * @param size from 1 to 2^53
     * @param exponent more than 0: 1 is Zipf's law, less is flatter, more is steeper
     */
    public static Gen<Long> zipf(long size, double exponent) {
        check(size >= 1 && size <= 1L << 53, "a size", size);
        check(exponent > 0 && exponent <= 100, "an exponent", exponent);
        Zipf ranks = new Zipf(size, exponent);
        return ranks::draw;
    }

    private static void check(boolean fits, String what, double value) {
        if (!fits) {
            throw new IllegalArgumentException(what + " cannot be " + value);
        }
    }
}
